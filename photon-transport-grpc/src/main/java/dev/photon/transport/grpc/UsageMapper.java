package dev.photon.transport.grpc;

import com.google.protobuf.Timestamp;
import dev.photon.config.DatacenterName;
import dev.photon.config.ProfileName;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import dev.photon.spi.api.UsageQuery;
import dev.photon.transport.grpc.v1.RegistryProto;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Maps what is reported of leases, and the entries of the ledger. */
final class UsageMapper {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private UsageMapper() {}

  static RegistryProto.UsageReportRequest request(List<LeaseUse> uses) {
    RegistryProto.UsageReportRequest.Builder proto = RegistryProto.UsageReportRequest.newBuilder();
    for (LeaseUse use : uses) {
      RegistryProto.UsageReportRequest.Use.Builder told =
          proto
              .addUsesBuilder()
              .setLease(LeaseMapper.toProto(use.lease()))
              .setMinute(ValueMapper.toProto(use.minute()));
      use.nodeMillis().forEach((profile, millis) -> told.putNodeMillis(profile.value(), millis));
    }
    return proto.build();
  }

  static List<LeaseUse> fromProto(RegistryProto.UsageReportRequest request) {
    return Read.each("uses", request.getUsesList(), LeaseUse.MOST_REPORTED, UsageMapper::use);
  }

  private static LeaseUse use(RegistryProto.UsageReportRequest.Use use) {
    LeaseId lease = lease(use.hasLease(), use.getLease());
    Instant minute =
        Read.required("minute", use.hasMinute(), use.getMinute(), ValueMapper::fromProto);
    Read.count("node_millis", use.getNodeMillisCount(), MarketMapper.ENTRIES);
    Map<ProfileName, Long> nodeMillis = new TreeMap<>();
    use.getNodeMillisMap()
        .forEach(
            (profile, millis) ->
                nodeMillis.put(Read.field("node_millis", profile, ProfileName::of), millis));
    return new LeaseUse(lease, minute, nodeMillis); // says itself what is wrong with the others
  }

  private static LeaseId lease(boolean present, RegistryProto.LeaseId lease) {
    return Read.required("lease", present, lease, LeaseMapper::fromProto);
  }

  static RegistryProto.UsageListRequest toProto(UsageQuery query) {
    RegistryProto.UsageListRequest.Builder proto =
        RegistryProto.UsageListRequest.newBuilder()
            .setFrom(ValueMapper.toProto(query.from()))
            .setUntil(ValueMapper.toProto(query.until()));
    query
        .after()
        .ifPresent(
            after ->
                proto
                    .getAfterBuilder()
                    .setLease(LeaseMapper.toProto(after.lease()))
                    .setSequence(after.sequence()));
    return proto.build();
  }

  static UsageQuery fromProto(RegistryProto.UsageListRequest request) {
    return new UsageQuery(
        Read.required("from", request.hasFrom(), request.getFrom(), ValueMapper::fromProto),
        Read.required("until", request.hasUntil(), request.getUntil(), ValueMapper::fromProto),
        Read.optional("after", request.hasAfter(), request.getAfter(), UsageMapper::position));
  }

  private static UsageQuery.Position position(RegistryProto.UsageListRequest.Position position) {
    return new UsageQuery.Position(
        lease(position.hasLease(), position.getLease()),
        Read.notNegative("sequence", position.getSequence()));
  }

  static RegistryProto.UsageListResponse response(List<UsageEntry> entries) {
    return RegistryProto.UsageListResponse.newBuilder()
        .addAllEntries(entries.stream().map(UsageMapper::toProto).toList())
        .build();
  }

  static List<UsageEntry> fromProto(RegistryProto.UsageListResponse response) {
    return Read.each(
        "entries", response.getEntriesList(), RegistryApi.MOST_LISTED, UsageMapper::fromProto);
  }

  static RegistryProto.UsageEntry toProto(UsageEntry entry) {
    RegistryProto.UsageEntry.Builder proto =
        RegistryProto.UsageEntry.newBuilder()
            .setPayer(entry.payer().value())
            .setEarner(entry.earner().value())
            .setLease(LeaseMapper.toProto(entry.lease()))
            .setDatacenter(entry.datacenter().value())
            .setEntry(entry.entry().value())
            .setSequence(entry.sequence())
            .setFrom(ValueMapper.toProto(entry.from()))
            .setUntil(ValueMapper.toProto(entry.until()))
            .setCharged(entry.charged())
            .setDisputed(entry.disputed())
            .setPrevious(entry.previous())
            .setHash(entry.hash());
    for (Charge charge : entry.charges()) {
      proto
          .addChargesBuilder()
          .setProfile(charge.profile().value())
          .setPrice(charge.price().microDollarsPerHour())
          .setMetacenterMillis(charge.metacenterMillis())
          .setDatacenterMillis(charge.datacenterMillis())
          .setChargedMillis(charge.chargedMillis());
    }
    return proto.build();
  }

  static UsageEntry fromProto(RegistryProto.UsageEntry entry) {
    return new UsageEntry(
        Read.field("payer", entry.getPayer(), AccountId::new),
        Read.field("earner", entry.getEarner(), AccountId::new),
        lease(entry.hasLease(), entry.getLease()),
        Read.field("datacenter", entry.getDatacenter(), DatacenterId::new),
        Read.field("entry", entry.getEntry(), DatacenterName::of),
        Read.field("sequence", entry.getSequence(), UsageMapper::sequence),
        Read.required("from", entry.hasFrom(), entry.getFrom(), UsageMapper::second),
        Read.required("until", entry.hasUntil(), entry.getUntil(), UsageMapper::second),
        Read.each("charges", entry.getChargesList(), MarketMapper.ENTRIES, UsageMapper::charge),
        Read.notNegative("charged", entry.getCharged()),
        entry.getDisputed(),
        Read.field("previous", entry.getPrevious(), UsageMapper::hash),
        Read.field("hash", entry.getHash(), UsageMapper::hash));
  }

  private static Charge charge(RegistryProto.UsageEntry.Charge charge) {
    return new Charge(
        Read.field("profile", charge.getProfile(), ProfileName::of),
        MarketMapper.answered("price", charge.getPrice()),
        Read.notNegative("metacenter_millis", charge.getMetacenterMillis()),
        Read.notNegative("datacenter_millis", charge.getDatacenterMillis()),
        Read.notNegative("charged_millis", charge.getChargedMillis()));
  }

  /** What is less is not in the text that is hashed, so anybody could change it. */
  private static Instant second(Timestamp proto) {
    Instant time = ValueMapper.fromProto(proto);
    if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("must be a whole second");
    }
    return time;
  }

  private static long sequence(long sequence) {
    if (sequence < 1) {
      throw new IllegalArgumentException("must be from 1: " + sequence);
    }
    return sequence;
  }

  private static String hash(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("must be 64 hex digits in lower case");
    }
    return hash;
  }
}
