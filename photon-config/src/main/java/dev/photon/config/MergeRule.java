package dev.photon.config;

/**
 * What is merged how, by its path in a file. Maps are merged key by key everywhere, and single
 * values replaced; the rules differ in their lists.
 */
enum MergeRule {
  /** {@code deployment}, {@code qos} … and whatever is not named below. */
  USUAL(Lists.REPLACE),
  ROOT(Lists.REPLACE),
  SERVICES(Lists.REPLACE),
  SERVICE(Lists.REPLACE),
  /** {@code services.*.args}. */
  ARGS(Lists.REPLACE),
  /** {@code services.*.depends-on}. */
  DEPENDS_ON(Lists.UNION),
  /** {@code services.*.expose}. */
  EXPOSE(Lists.KEYED),
  /** {@code services.*.expose[port/proto]}. */
  EXPOSE_ENTRY(Lists.REPLACE),
  /** {@code services.*.expose[port/proto].to}. */
  TO(Lists.UNION);

  /** How two lists become one. */
  enum Lists {
    /** The new one instead of the old one. */
    REPLACE,
    /** The items of both, the old ones first, none twice. */
    UNION,
    /** The items of both, those with the same port and protocol merged. */
    KEYED
  }

  private final Lists lists;

  MergeRule(Lists lists) {
    this.lists = lists;
  }

  Lists lists() {
    return lists;
  }

  /** The rule one key further down. */
  MergeRule below(String key) {
    return switch (this) {
      case ROOT -> key.equals("services") ? SERVICES : USUAL;
      case SERVICES -> SERVICE;
      case SERVICE ->
          switch (key) {
            case "args" -> ARGS;
            case "depends-on" -> DEPENDS_ON;
            case "expose" -> EXPOSE;
            default -> USUAL;
          };
      case EXPOSE_ENTRY -> key.equals("to") ? TO : USUAL;
      case USUAL, ARGS, DEPENDS_ON, EXPOSE, TO -> USUAL;
    };
  }
}
