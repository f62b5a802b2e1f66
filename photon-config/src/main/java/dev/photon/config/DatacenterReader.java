package dev.photon.config;

import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads and checks the section {@code deployment}: datacenters, their profiles, placements. */
final class DatacenterReader {
  private static final long DEFAULT_MILLI_CPU = 1_000;
  private static final long DEFAULT_MEMORY = 512L << 20;
  private static final long DEFAULT_DISK = 1L << 30;

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
        Section.open(what, entry.key(), entry.value(), problems, "region", "profiles");
    Optional<Region> region =
        section
            .flatMap(s -> s.require("region"))
            .flatMap(e -> values.word("region", e.value(), Region.values(), Region::text));
    Map<String, Optional<Profile>> profiles = new LinkedHashMap<>();
    section
        .flatMap(s -> s.get("profiles"))
        .ifPresent(
            e -> values.named("profiles", e).forEach((k, v) -> profiles.put(k, profile(k, v))));
    return new DraftDatacenter(name, region, profiles);
  }

  private Optional<Profile> profile(String key, Entry entry) {
    values.given("profile", key, entry);
    String what = "profile " + Quote.of(key);
    Optional<Section> section =
        Section.open(what, entry.key(), entry.value(), problems, "qos", "pricing");
    Optional<Section> qos =
        section
            .flatMap(s -> s.get("qos"))
            .flatMap(
                e ->
                    Section.open(
                        "qos", e.key(), e.value(), problems, "lifetime", "cpu", "memory", "disk"));
    Optional<Section> pricing =
        section
            .flatMap(s -> s.get("pricing"))
            .flatMap(e -> Section.open("pricing", e.key(), e.value(), problems, "max-price"));
    Optional<Price> maxPrice =
        pricing
            .flatMap(s -> s.get("max-price"))
            .flatMap(e -> values.form("bad-price", "max-price", e.value(), Price::parse));
    Lifetime lifetime =
        qos.flatMap(s -> s.get("lifetime"))
            .flatMap(e -> values.word("lifetime", e.value(), Lifetime.values(), Lifetime::text))
            .orElse(Lifetime.SHORT);
    long cpu =
        qos.flatMap(s -> s.get("cpu"))
            .flatMap(e -> values.form("bad-quantity", "cpu", e.value(), Quantity::milliCpu))
            .orElse(DEFAULT_MILLI_CPU);
    long memory = bytes("memory", qos, 1).orElse(DEFAULT_MEMORY);
    long disk = bytes("disk", qos, 0).orElse(DEFAULT_DISK);
    if (!DnsLabel.isValid(key)) {
      return Optional.empty();
    }
    return Optional.of(
        new Profile(new ProfileName(key), lifetime, new Resources(cpu, memory, disk), maxPrice));
  }

  private OptionalLong bytes(String what, Optional<Section> qos, long least) {
    Optional<Entry> entry = qos.flatMap(s -> s.get(what));
    Optional<Quantity.Bytes> bytes =
        entry.flatMap(e -> values.form("bad-quantity", what, e.value(), Quantity::bytes));
    if (entry.isEmpty() || bytes.isEmpty()) {
      return OptionalLong.empty();
    }
    Place place = entry.get().value().place();
    bytes
        .get()
        .spelling()
        .ifPresent(
            right ->
                problems.warning(
                    "unit-case",
                    place,
                    "the unit of " + what + " has other capitals; it is read as " + right,
                    "write " + right));
    if (bytes.get().value() < least) {
      problems.error("bad-quantity", place, "a node needs some " + what);
      return OptionalLong.empty();
    }
    return OptionalLong.of(bytes.get().value());
  }

  Optional<DraftPlacement> placement(Name service, Name datacenter, Entry entry) {
    String what = service.text() + "@" + datacenter.text();
    return Section.open(
            Quote.printable(what, 130), entry.key(), entry.value(), problems, "profile", "nodes")
        .map(
            section -> {
              Optional<Name> profile =
                  section.require("profile").flatMap(e -> values.reference("profile", e.value()));
              OptionalInt nodes = section.get("nodes").map(this::nodes).orElse(OptionalInt.of(1));
              return new DraftPlacement(service, datacenter, profile, nodes.orElse(1));
            });
  }

  private OptionalInt nodes(Entry entry) {
    if (entry.value() instanceof Mapping) {
      problems.error(
          "autoscaling-unsupported",
          entry.key(),
          "autoscaling is not supported by this build yet",
          "give nodes as a number");
      return OptionalInt.empty();
    }
    return values.number("nodes", entry.value(), 0, Placement.MAX_NODES);
  }
}
