package dev.photon.config;

import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads and checks the section {@code deployment}: datacenters, their profiles, placements. */
final class DatacenterReader {
  private final Problems problems;
  private final Values values;

  DatacenterReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  DraftDatacenter datacenter(String key, Entry entry) {
    Name name = values.given("datacenter", key, entry);
    String what = "datacenter " + Quote.of(key);
    Optional<Section> section =
        Section.open(what, entry.key(), entry.value(), problems, Language.DATACENTER);
    Optional<Region> region =
        section
            .flatMap(s -> s.require("region"))
            .flatMap(e -> values.word("region", e.value(), Region.values(), Region::text));
    Map<String, Optional<Profile>> profiles = new LinkedHashMap<>();
    List<Name> names = new ArrayList<>();
    section
        .flatMap(s -> s.get("profiles"))
        .map(e -> values.named("profiles", e))
        .orElse(Map.of())
        .forEach(
            (k, v) -> {
              profiles.put(k, profile(k, v));
              names.add(new Name(k, v.key()));
            });
    return new DraftDatacenter(name, region, profiles, names);
  }

  private Optional<Profile> profile(String key, Entry entry) {
    values.given("profile", key, entry);
    String what = "profile " + Quote.of(key);
    Optional<Section> section =
        Section.open(what, entry.key(), entry.value(), problems, Language.PROFILE);
    Optional<Section> qos =
        section
            .flatMap(s -> s.get("qos"))
            .flatMap(e -> Section.open("qos", e.key(), e.value(), problems, Language.QOS));
    Optional<Section> pricing =
        section
            .flatMap(s -> s.get("pricing"))
            .flatMap(e -> Section.open("pricing", e.key(), e.value(), problems, Language.PRICING));
    Optional<Price> maxPrice = pricing.flatMap(s -> s.get("max-price")).flatMap(this::price);
    Lifetime lifetime =
        qos.flatMap(s -> s.get("lifetime"))
            .flatMap(e -> values.word("lifetime", e.value(), Lifetime.values(), Lifetime::text))
            .orElse(Lifetime.SHORT);
    long cpu =
        qos.flatMap(s -> s.get("cpu"))
            .flatMap(e -> values.form(Code.BAD_QUANTITY, "cpu", e.value(), Quantity::milliCpu))
            .orElse(Resources.USUAL.milliCpu());
    long memory = bytes("memory", qos, 1).orElse(Resources.USUAL.memoryBytes());
    long disk = bytes("disk", qos, 0).orElse(Resources.USUAL.diskBytes());
    if (!DnsLabel.isValid(key)) {
      return Optional.empty();
    }
    return Optional.of(
        new Profile(new ProfileName(key), lifetime, new Resources(cpu, memory, disk), maxPrice));
  }

  private OptionalLong bytes(String what, Optional<Section> qos, long least) {
    Optional<Entry> entry = qos.flatMap(s -> s.get(what));
    Optional<Quantity.Bytes> bytes =
        entry.flatMap(e -> values.form(Code.BAD_QUANTITY, what, e.value(), Quantity::bytes));
    if (entry.isEmpty() || bytes.isEmpty()) {
      return OptionalLong.empty();
    }
    Place place = entry.get().value().place();
    boolean replaced = entry.get().value() instanceof Scalar s && s.written().isPresent();
    bytes
        .get()
        .spelling()
        .ifPresent(
            right ->
                problems
                    .warning(Code.UNIT_CASE, place, otherCapitals(what, replaced, right))
                    .hint(replaced ? "write MiB, GiB, TiB or MB, GB, TB" : "write " + right)
                    .fix(place, right));
    if (bytes.get().value() < least) {
      problems.error(Code.BAD_QUANTITY, place, "a node needs some " + what);
      return OptionalLong.empty();
    }
    return OptionalLong.of(bytes.get().value());
  }

  /** What a variable brought is not quoted. */
  private static String otherCapitals(String what, boolean replaced, String right) {
    String said = "the unit of " + what + " has other capitals";
    return replaced ? said : said + "; it is read as " + right;
  }

  private Optional<Price> price(Entry entry) {
    Optional<Price> price = values.form(Code.BAD_PRICE, "max-price", entry.value(), Price::parse);
    if (price.equals(Optional.of(Price.ZERO))) {
      problems
          .warning(
              Code.FREE_PRICE,
              entry.value().place(),
              "a max-price of nothing admits only what is free")
          .hint("name the most that you will pay, or leave max-price out for no limit");
    }
    return price;
  }

  /** Of one that is no map only the names; that is reported. */
  DraftPlacement placement(Name service, Name datacenter, Entry entry) {
    String what = Quote.printable(service.text() + "@" + datacenter.text(), 130);
    return Section.open(what, entry.key(), entry.value(), problems, Language.PLACEMENT)
        .map(section -> placement(service, datacenter, section))
        .orElseGet(
            () -> new DraftPlacement(service, datacenter, Optional.empty(), 1, Optional.empty()));
  }

  private DraftPlacement placement(Name service, Name datacenter, Section section) {
    Optional<Name> profile =
        section.require("profile").flatMap(e -> values.reference("profile", e.value()));
    Optional<Entry> nodes = section.get("nodes");
    if (nodes.isPresent() && nodes.get().value() instanceof Mapping) {
      Optional<Autoscaling> scaled = autoscaling(nodes.get());
      int first = scaled.map(Autoscaling::min).orElse(1);
      return new DraftPlacement(service, datacenter, profile, first, scaled);
    }
    int number = number("nodes", nodes, Language.NODES).orElse(1);
    return new DraftPlacement(service, datacenter, profile, number, Optional.empty());
  }

  private Optional<Autoscaling> autoscaling(Entry entry) {
    Section section =
        Section.open("nodes", entry.key(), entry.value(), problems, Language.AUTOSCALING)
            .orElseThrow();
    int min = number("min", section.get("min"), Language.NODES).orElse(1);
    Optional<Entry> most = section.require("max");
    OptionalInt max = number("max", most, Language.POSITIVE);
    OptionalInt cpu = number("target-cpu", section.get("target-cpu"), Language.PERCENT);
    OptionalInt memory = number("target-memory", section.get("target-memory"), Language.PERCENT);
    if (!section.means("target-cpu") && !section.means("target-memory")) {
      problems
          .error(Code.BAD_AUTOSCALING, entry.key(), "nodes are scaled, but not by what")
          .hint("add 'target-cpu: 70', or 'target-memory', or give nodes as a number");
      return Optional.empty();
    }
    if (max.isPresent() && max.getAsInt() < min) {
      problems
          .error(
              Code.BAD_AUTOSCALING,
              most.orElseThrow().value().place(),
              "the most nodes are fewer than the fewest, which are " + min)
          .hint("raise max, or lower min");
      return Optional.empty();
    }
    return max.isPresent() && (cpu.isPresent() || memory.isPresent())
        ? Optional.of(new Autoscaling(min, max.getAsInt(), cpu, memory))
        : Optional.empty();
  }

  private OptionalInt number(String what, Optional<Entry> entry, Shape.Whole range) {
    return entry.isEmpty() ? OptionalInt.empty() : values.number(what, entry.get().value(), range);
  }
}
