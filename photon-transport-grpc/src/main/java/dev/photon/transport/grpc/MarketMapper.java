package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.Relaxation;
import dev.photon.transport.grpc.v1.RegistryProto;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Maps offers, and what is asked of the market and answered by it. */
final class MarketMapper {
  static final int ENTRIES = 1000;
  private static final int CANDIDATES = 100;
  private static final int NAME = 253;
  private static final int AMOUNT = 64;

  /** Micro-dollars an hour: a thousand million dollars, for which no registry matches anything. */
  private static final long MOST = 1_000_000_000_000_000L;

  private MarketMapper() {}

  static RegistryProto.Offer toProto(Offer offer) {
    RegistryProto.Offer.Builder proto =
        RegistryProto.Offer.newBuilder()
            .setId(offer.id().value())
            .setName(offer.name())
            .setRegion(ValueMapper.toProto(offer.region()))
            .setCommitment(ValueMapper.toProto(offer.commitment()))
            .setCapacity(ValueMapper.toProto(offer.capacity()))
            .setSequence(offer.sequence())
            .setExpires(ValueMapper.toProto(offer.expires()))
            .setEndpoint(ValueMapper.toProto(offer.endpoint()))
            .setSimulated(offer.simulated());
    if (offer.prices() instanceof PriceList.PerUnit unit) {
      proto
          .getPerUnitBuilder()
          .setCpu(unit.cpu())
          .setMemoryGib(unit.memoryGib())
          .setDiskGib(unit.diskGib());
    } else if (offer.prices() instanceof PriceList.Flavours list) {
      RegistryProto.Offer.Flavours.Builder flavours = proto.getFlavoursBuilder();
      for (PriceList.Flavour flavour : list.flavours()) {
        flavours
            .addFlavoursBuilder()
            .setName(flavour.name())
            .setSize(ValueMapper.toProto(flavour.size()))
            .setPrice(flavour.price().microDollarsPerHour());
      }
    } else {
      throw new AssertionError(offer.prices());
    }
    return proto.build();
  }

  static Offer fromProto(RegistryProto.Offer offer) {
    DatacenterId id = Read.field("id", offer.getId(), DatacenterId::new);
    var region = ValueMapper.fromProto("region", offer.getRegion());
    var commitment = ValueMapper.fromProto("commitment", offer.getCommitment());
    PriceList prices = prices(offer);
    var capacity =
        Read.required("capacity", offer.hasCapacity(), offer.getCapacity(), ValueMapper::fromProto);
    long sequence = Read.notNegative("sequence", offer.getSequence());
    var expires =
        Read.required("expires", offer.hasExpires(), offer.getExpires(), ValueMapper::fromProto);
    var endpoint = Read.field("endpoint", offer.getEndpoint(), ValueMapper::fromProto);
    return Read.field(
        "name",
        offer.getName(),
        name ->
            new Offer(
                id,
                name,
                region,
                commitment,
                prices,
                capacity,
                sequence,
                expires,
                endpoint,
                offer.getSimulated()));
  }

  private static PriceList prices(RegistryProto.Offer offer) {
    return switch (offer.getPricesCase()) {
      case PER_UNIT ->
          Read.field(
              "per_unit",
              offer.getPerUnit(),
              unit -> new PriceList.PerUnit(unit.getCpu(), unit.getMemoryGib(), unit.getDiskGib()));
      case FLAVOURS ->
          Read.field(
              "flavours",
              () ->
                  new PriceList.Flavours(
                      Read.each(
                          "flavours",
                          offer.getFlavours().getFlavoursList(),
                          ENTRIES,
                          MarketMapper::flavour)));
      case PRICES_NOT_SET -> throw new Malformed("prices", "must be given", null);
    };
  }

  private static PriceList.Flavour flavour(RegistryProto.Offer.Flavour flavour) {
    return new PriceList.Flavour(
        Read.text("name", flavour.getName(), NAME),
        Read.required("size", flavour.hasSize(), flavour.getSize(), ValueMapper::fromProto),
        ValueMapper.price("price", flavour.getPrice()));
  }

  static RegistryProto.DatacenterMatchRequest toProto(MatchRequest request) {
    RegistryProto.DatacenterMatchRequest.Builder proto =
        RegistryProto.DatacenterMatchRequest.newBuilder();
    request.entries().forEach(entry -> proto.addEntries(toProto(entry)));
    request.excluded().stream().sorted().forEach(id -> proto.addExcluded(id.value()));
    proto.setDetail(
        RegistryProto.DatacenterMatchRequest.Detail.valueOf("DETAIL_" + request.detail().name()));
    return proto.build();
  }

  static RegistryProto.DatacenterMatchRequest.Entry toProto(DatacenterRequirement entry) {
    RegistryProto.DatacenterMatchRequest.Entry.Builder proto =
        RegistryProto.DatacenterMatchRequest.Entry.newBuilder()
            .setEntry(entry.entry().value())
            .setRegion(ValueMapper.toProto(entry.region()));
    for (ProfileRequirement profile : entry.profiles()) {
      RegistryProto.DatacenterMatchRequest.Profile.Builder asked =
          proto
              .addProfilesBuilder()
              .setProfile(profile.profile().value())
              .setLifetime(ValueMapper.toProto(profile.lifetime()))
              .setSize(ValueMapper.toProto(profile.size()))
              .setNodes(profile.nodes());
      profile.maxPrice().ifPresent(price -> asked.setMaxPrice(price.microDollarsPerHour()));
    }
    return proto.build();
  }

  static MatchRequest fromProto(RegistryProto.DatacenterMatchRequest request) {
    return new MatchRequest(
        Read.each("entries", request.getEntriesList(), ENTRIES, MarketMapper::requirement),
        Set.copyOf(
            Read.each(
                "excluded", request.getExcludedList(), RegistryMapper.MANY, DatacenterId::new)),
        detail(request.getDetail()));
  }

  /** Who does not say how much he wants to know gets all. */
  private static MatchRequest.Detail detail(RegistryProto.DatacenterMatchRequest.Detail detail) {
    return detail == RegistryProto.DatacenterMatchRequest.Detail.DETAIL_UNSPECIFIED
        ? MatchRequest.Detail.WHOLE
        : Read.constant("detail", MatchRequest.Detail.class, "DETAIL_", detail);
  }

  static DatacenterRequirement requirement(RegistryProto.DatacenterMatchRequest.Entry entry) {
    return new DatacenterRequirement(
        Read.field("entry", entry.getEntry(), DatacenterName::of),
        ValueMapper.fromProto("region", entry.getRegion()),
        Read.each(
            "profiles",
            entry.getProfilesList(),
            ENTRIES,
            profile ->
                new ProfileRequirement(
                    Read.field("profile", profile.getProfile(), ProfileName::of),
                    ValueMapper.fromProto("lifetime", profile.getLifetime()),
                    Read.required(
                        "size", profile.hasSize(), profile.getSize(), ValueMapper::fromProto),
                    Read.notNegative("nodes", profile.getNodes()),
                    Read.optional(
                        "max_price", profile.hasMaxPrice(), profile.getMaxPrice(), Price::new))));
  }

  static RegistryProto.DatacenterMatchResponse toProto(MatchResult result) {
    RegistryProto.DatacenterMatchResponse.Builder proto =
        RegistryProto.DatacenterMatchResponse.newBuilder();
    for (MatchResult.EntryMatch entry : result.entries()) {
      RegistryProto.DatacenterMatchResponse.Entry.Builder element =
          proto.addEntriesBuilder().setEntry(entry.entry().value());
      entry.chosen().ifPresent(chosen -> element.setChosen(toProto(chosen)));
      entry.candidates().forEach(candidate -> element.addCandidates(toProto(candidate)));
      MatchResult.Rejections rejections = entry.rejections();
      element
          .getRejectionsBuilder()
          .setOffers(rejections.offers())
          .setRegion(rejections.region())
          .setCommitment(rejections.commitment())
          .setCapacity(rejections.capacity())
          .setPrice(rejections.price());
      entry.nearestMiss().map(ValueMapper::cut).ifPresent(element::setNearestMiss);
      entry.relaxation().ifPresent(relaxation -> element.setRelaxation(toProto(relaxation)));
    }
    return proto.build();
  }

  private static RegistryProto.DatacenterMatchResponse.Relaxation toProto(Relaxation relaxation) {
    RegistryProto.DatacenterMatchResponse.Relaxation.Builder proto =
        RegistryProto.DatacenterMatchResponse.Relaxation.newBuilder()
            .setKind(
                RegistryProto.DatacenterMatchResponse.Relaxation.Kind.valueOf(
                    "KIND_" + relaxation.kind().name()))
            .setAsked(relaxation.asked())
            .setEnough(relaxation.enough())
            .setAdmits(relaxation.admits());
    relaxation.profile().ifPresent(profile -> proto.setProfile(profile.value()));
    return proto.build();
  }

  private static RegistryProto.DatacenterMatchResponse.Candidate toProto(
      MatchResult.Candidate candidate) {
    RegistryProto.DatacenterMatchResponse.Candidate.Builder proto =
        RegistryProto.DatacenterMatchResponse.Candidate.newBuilder()
            .setOffer(toProto(candidate.offer()))
            .setTotal(candidate.total().microDollarsPerHour());
    candidate
        .nodePrices()
        .forEach((name, price) -> proto.putNodePrices(name.value(), price.microDollarsPerHour()));
    return proto.build();
  }

  static MatchResult fromProto(RegistryProto.DatacenterMatchResponse response) {
    return new MatchResult(
        Read.each("entries", response.getEntriesList(), ENTRIES, MarketMapper::match));
  }

  private static MatchResult.EntryMatch match(RegistryProto.DatacenterMatchResponse.Entry entry) {
    return new MatchResult.EntryMatch(
        Read.field("entry", entry.getEntry(), DatacenterName::of),
        Read.optional("chosen", entry.hasChosen(), entry.getChosen(), MarketMapper::candidate),
        Read.each("candidates", entry.getCandidatesList(), CANDIDATES, MarketMapper::candidate),
        Read.field("rejections", entry.getRejections(), MarketMapper::rejections),
        Read.optional(
            "nearest_miss",
            entry.hasNearestMiss(),
            entry.getNearestMiss(),
            Read.atMost(ValueMapper.TEXT)),
        Read.optional(
            "relaxation", entry.hasRelaxation(), entry.getRelaxation(), MarketMapper::relaxation));
  }

  private static Relaxation relaxation(
      RegistryProto.DatacenterMatchResponse.Relaxation relaxation) {
    return new Relaxation(
        Read.constant("kind", Relaxation.Kind.class, "KIND_", relaxation.getKind()),
        Read.optional("profile", relaxation.hasProfile(), relaxation.getProfile(), ProfileName::of),
        Read.text("asked", relaxation.getAsked(), AMOUNT),
        Read.text("enough", relaxation.getEnough(), AMOUNT),
        relaxation.getAdmits());
  }

  private static MatchResult.Candidate candidate(
      RegistryProto.DatacenterMatchResponse.Candidate candidate) {
    Read.count("node_prices", candidate.getNodePricesCount(), ENTRIES);
    Map<ProfileName, Price> prices = new TreeMap<>();
    candidate
        .getNodePricesMap()
        .forEach(
            (name, price) ->
                prices.put(
                    Read.field("node_prices", name, ProfileName::of),
                    answered("node_prices." + name, price)));
    return new MatchResult.Candidate(
        Read.required("offer", candidate.hasOffer(), candidate.getOffer(), MarketMapper::fromProto),
        prices,
        answered("total", candidate.getTotal()));
  }

  /** A price of which as many as an answer holds can be added up. */
  static Price answered(String field, long microDollars) {
    return Read.field(
        field,
        () -> {
          if (microDollars > MOST) {
            throw new IllegalArgumentException("must be at most " + MOST + ": " + microDollars);
          }
          return new Price(microDollars);
        });
  }

  private static MatchResult.Rejections rejections(
      RegistryProto.DatacenterMatchResponse.Rejections rejections) {
    return new MatchResult.Rejections(
        Read.notNegative("offers", rejections.getOffers()),
        Read.notNegative("region", rejections.getRegion()),
        Read.notNegative("commitment", rejections.getCommitment()),
        Read.notNegative("capacity", rejections.getCapacity()),
        Read.notNegative("price", rejections.getPrice()));
  }
}
