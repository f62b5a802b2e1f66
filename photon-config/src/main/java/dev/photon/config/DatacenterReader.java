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
    Optional<Section> section =
        Section.open("datacenter", key, entry.key(), entry.value(), problems, Language.DATACENTER);
    Map<String, Optional<Profile>> profiles = new LinkedHashMap<>();
    List<Name> names = new ArrayList<>();
    if (section.isEmpty()) {
      return new DraftDatacenter(name, Optional.empty(), profiles, names);
    }
    Optional<Entry> region = section.get().require("region");
    Optional<Entry> sizes = section.get().get("profiles");
    if (sizes.isPresent()) {
      for (Map.Entry<String, Entry> size : values.named("profiles", sizes.get()).entrySet()) {
        profiles.put(size.getKey(), profile(size.getKey(), size.getValue()));
        names.add(new Name(size.getKey(), size.getValue().key()));
      }
    }
    return new DraftDatacenter(
        name,
        region.isEmpty()
            ? Optional.empty()
            : values.word("region", region.get().value(), Region.values()),
        profiles,
        names);
  }

  private Optional<Profile> profile(String key, Entry entry) {
    values.given("profile", key, entry);
    Optional<Section> section =
        Section.open("profile", key, entry.key(), entry.value(), problems, Language.PROFILE);
    Optional<Section> qos = inside(section, "qos", Language.QOS);
    Optional<Section> pricing = inside(section, "pricing", Language.PRICING);
    Optional<Entry> price = get(pricing, "max-price");
    Optional<Price> maxPrice = price.isPresent() ? price(price.get()) : Optional.empty();
    Lifetime lifetime = lifetime(get(qos, "lifetime"));
    long cpu = cpu(get(qos, "cpu"));
    long memory = bytes("memory", qos, 1).orElse(Resources.USUAL.memoryBytes());
    long disk = bytes("disk", qos, 0).orElse(Resources.USUAL.diskBytes());
    if (!DnsLabel.isValid(key)) {
      return Optional.empty();
    }
    return Optional.of(
        new Profile(new ProfileName(key), lifetime, new Resources(cpu, memory, disk), maxPrice));
  }

  private Optional<Section> inside(Optional<Section> section, String key, Shape.Keys keys) {
    Optional<Entry> entry = get(section, key);
    return entry.isEmpty()
        ? Optional.empty()
        : Section.open(key, entry.get().key(), entry.get().value(), problems, keys);
  }

  private static Optional<Entry> get(Optional<Section> section, String key) {
    return section.isPresent() ? section.get().get(key) : Optional.empty();
  }

  private Lifetime lifetime(Optional<Entry> entry) {
    return entry.isEmpty()
        ? Lifetime.SHORT
        : values.word("lifetime", entry.get().value(), Lifetime.values()).orElse(Lifetime.SHORT);
  }

  private long cpu(Optional<Entry> entry) {
    Optional<Scalar> said = scalar("cpu", entry);
    if (said.isPresent()) {
      try {
        return Quantity.milliCpu(said.get().text());
      } catch (IllegalArgumentException e) {
        values.malformed(Code.BAD_QUANTITY, "cpu", said.get(), e.getMessage());
      }
    }
    return Resources.USUAL.milliCpu();
  }

  private Optional<Scalar> scalar(String what, Optional<Entry> entry) {
    return entry.isEmpty() ? Optional.empty() : values.scalar(what, entry.get().value());
  }

  private OptionalLong bytes(String what, Optional<Section> qos, long least) {
    Optional<Scalar> said = scalar(what, get(qos, what));
    if (said.isEmpty()) {
      return OptionalLong.empty();
    }
    Quantity.Bytes bytes;
    try {
      bytes = Quantity.bytes(said.get().text());
    } catch (IllegalArgumentException e) {
      values.malformed(Code.BAD_QUANTITY, what, said.get(), e.getMessage());
      return OptionalLong.empty();
    }
    Place place = said.get().place();
    boolean replaced = said.get().written().isPresent();
    if (bytes.spelling().isPresent()) {
      String right = bytes.spelling().get();
      problems
          .warning(Code.UNIT_CASE, place, otherCapitals(what, replaced, right))
          .hint(replaced ? "write MiB, GiB, TiB or MB, GB, TB" : "write " + right)
          .fix(place, right);
    }
    if (bytes.value() < least) {
      problems.error(Code.BAD_QUANTITY, place, "a node needs some " + what);
      return OptionalLong.empty();
    }
    return OptionalLong.of(bytes.value());
  }

  /** What a variable brought is not quoted. */
  private static String otherCapitals(String what, boolean replaced, String right) {
    String said = "the unit of " + what + " has other capitals";
    return replaced ? said : said + "; it is read as " + right;
  }

  private Optional<Price> price(Entry entry) {
    Optional<Scalar> said = values.scalar("max-price", entry.value());
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Price price;
    try {
      price = Price.parse(said.get().text());
    } catch (IllegalArgumentException e) {
      values.malformed(Code.BAD_PRICE, "max-price", said.get(), e.getMessage());
      return Optional.empty();
    }
    if (price.microDollarsPerHour() == 0) {
      problems
          .warning(
              Code.FREE_PRICE,
              said.get().place(),
              "a max-price of nothing admits only what is free")
          .hint("name the most that you will pay, or leave max-price out for no limit");
    }
    return Optional.of(price);
  }

  /** Of one that is no map only the names; that is reported. */
  DraftPlacement placement(Name service, Name datacenter, Entry entry) {
    String what = service.text() + "@" + datacenter.text();
    Optional<Section> section =
        Section.open(what, entry.key(), entry.value(), problems, Language.PLACEMENT);
    return section.isPresent()
        ? placement(datacenter, section.get())
        : new DraftPlacement(datacenter, Optional.empty(), 1, Optional.empty());
  }

  private DraftPlacement placement(Name datacenter, Section section) {
    Optional<Entry> named = section.require("profile");
    Optional<Name> profile =
        named.isEmpty() ? Optional.empty() : values.reference("profile", named.get().value());
    Optional<Entry> nodes = section.get("nodes");
    if (nodes.isPresent() && nodes.get().value() instanceof Mapping) {
      Optional<Autoscaling> scaled = autoscaling(nodes.get());
      int first = scaled.isPresent() ? scaled.get().min() : 1;
      return new DraftPlacement(datacenter, profile, first, scaled);
    }
    int number = number("nodes", nodes, Language.NODES).orElse(1);
    return new DraftPlacement(datacenter, profile, number, Optional.empty());
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
