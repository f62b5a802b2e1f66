package dev.photon.cli.view;

/** Marks of emphasis for a terminal, or none. */
public enum Style {
  PLAIN,
  COLOUR;

  public String error(String text) {
    return marked("31;1", text);
  }

  public String warning(String text) {
    return marked("33;1", text);
  }

  public String good(String text) {
    return marked("32", text);
  }

  public String strong(String text) {
    return marked("1", text);
  }

  public String faint(String text) {
    return marked("2", text);
  }

  private String marked(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
