package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchRequest.Detail;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheapestMatcherTest {
  private final Matcher matcher = new CheapestMatcher();

  /** How the offers are held. */
  OfferSnapshot held(List<Offer> offers) {
    return OfferSnapshot.of(offers);
  }

  private static Offer offer(String id, long cpuPrice, int free) {
    return new Offer(
        new DatacenterId(id),
        id,
        Region.US_WEST,
        Lifetime.MEDIUM,
        new PriceList.PerUnit(cpuPrice, 0, 0),
        new Capacity(Market.gib(64, 64), Market.gib(free, free), Market.gib(8, 8)),
        1,
        Instant.EPOCH,
        Endpoint.of("dc.example", 443),
        false);
  }

  private static DatacenterRequirement wants(
      String entry, Region region, Lifetime lifetime, int cpu, int nodes, String most) {
    return new DatacenterRequirement(
        DatacenterName.of(entry),
        region,
        List.of(
            new ProfileRequirement(
                ProfileName.of("small"),
                lifetime,
                Market.gib(cpu, 1),
                nodes,
                most.isEmpty() ? Optional.empty() : Optional.of(Price.parse(most)))));
  }

  private static DatacenterRequirement wants(String entry, int nodes, String most) {
    return wants(entry, Region.US_WEST, Lifetime.SHORT, 1, nodes, most);
  }

  private MatchResult match(List<Offer> offers, DatacenterRequirement... entries) {
    return match(Detail.WHOLE, offers, entries);
  }

  private MatchResult match(Detail detail, List<Offer> offers, DatacenterRequirement... entries) {
    return matcher.match(new MatchRequest(List.of(entries), Set.of(), detail), held(offers));
  }

  private String miss(List<Offer> offers, DatacenterRequirement entry) {
    return match(offers, entry).entries().get(0).nearestMiss().orElseThrow();
  }

  @Test
  void leavesTheCheapestToWhoHasNoOther() {
    MatchResult result =
        match(
            List.of(offer("cheap", 100, 2), offer("roomy", 300, 9)),
            wants("any", 1, ""),
            wants("small", 1, "0.0002"));
    assertThat(result.entries().get(0).chosen().orElseThrow().offer().name()).isEqualTo("roomy");
    assertThat(result.entries().get(1).chosen().orElseThrow().offer().name()).isEqualTo("cheap");
  }

  @Test
  void amongEqualPricesTakesMoreFreeCapacityThenId() {
    MatchResult result =
        match(List.of(offer("b", 1, 4), offer("c", 1, 9), offer("a", 1, 4)), wants("one", 1, ""));
    assertThat(result.entries().get(0).candidates())
        .extracting(c -> c.offer().name())
        .containsExactly("c", "a", "b");
    assertThat(result.entries().get(0).chosen().orElseThrow().offer().name()).isEqualTo("c");
  }

  @Test
  void saysHowFarThePriceIsOff() {
    List<Offer> offers =
        List.of(offer("a", 150_000, 4), offer("b", 140_000, 4), offer("full", 1, 1));
    assertThat(miss(offers, wants("one", 2, "0.12")))
        .isEqualTo("2 of 3 offers in us-west fit; the cheapest costs 0.14, your max-price is 0.12");
    assertThat(match(offers, wants("one", 2, "0.14")).complete()).isTrue();
  }

  @Test
  void saysWhatCapacityIsMissing() {
    assertThat(miss(List.of(offer("a", 1, 4), offer("b", 1, 6)), wants("one", 7, "")))
        .isEqualTo(
            "none of 2 offers in us-west is large enough; at the nearest (b), all nodes together"
                + " need 7 cpu, 7GiB memory, 0B disk, and it has 6 cpu, 6GiB memory, 0B disk free");
    assertThat(
            miss(
                List.of(offer("a", 1, 20)), wants("one", Region.US_WEST, Lifetime.SHORT, 9, 0, "")))
        .contains("a node of small needs 9 cpu, 1GiB memory, 0B disk, and its largest has 8 cpu");
  }

  @Test
  void saysWhatCommitmentAndRegionsThereAre() {
    List<Offer> offers = List.of(offer("a", 1, 4));
    assertThat(miss(offers, wants("one", Region.US_WEST, Lifetime.LONG, 1, 1, "")))
        .isEqualTo(
            "none of 1 offer in us-west keeps nodes for lifetime long; the longest is medium");
    assertThat(miss(offers, wants("one", Region.EU_WEST, Lifetime.SHORT, 1, 1, "")))
        .isEqualTo("there is no offer in eu-west; there are in us-west");
    assertThat(miss(List.of(), wants("one", Region.EU_WEST, Lifetime.SHORT, 1, 1, "")))
        .isEqualTo("there is no offer in eu-west, nor anywhere else");
  }

  private String relaxation(List<Offer> offers, DatacenterRequirement entry) {
    return match(offers, entry).entries().get(0).relaxation().orElseThrow().text();
  }

  @Test
  void saysWhichSingleChangeIsTheLeastThatAdmitsAny() {
    List<Offer> offers =
        List.of(offer("a", 150_000, 4), offer("b", 140_000, 4), offer("full", 1, 1));
    assertThat(relaxation(offers, wants("one", 2, "0.12")))
        .isEqualTo("max-price of small 0.12 → 0.14 admits 1 datacenter");
    assertThat(relaxation(List.of(offer("a", 1, 4), offer("b", 1, 4)), wants("one", 5, "")))
        .isEqualTo("nodes of small 5 → 4 admits 2 datacenters");
    List<Offer> one = List.of(offer("a", 1, 4));
    assertThat(relaxation(one, wants("one", Region.US_WEST, Lifetime.LONG, 1, 1, "")))
        .isEqualTo("lifetime of small long → medium admits 1 datacenter");
    assertThat(relaxation(one, wants("one", Region.EU_WEST, Lifetime.SHORT, 1, 1, "")))
        .isEqualTo("region eu-west → us-west admits 1 datacenter");
  }

  @Test
  void suggestsNothingWhereNoSingleChangeIsEnoughOrNoneIsNeeded() {
    DatacenterRequirement elsewhereAndLarge =
        wants("one", Region.EU_WEST, Lifetime.SHORT, 9, 1, "");
    assertThat(match(List.of(offer("a", 1, 4)), elsewhereAndLarge).entries().get(0).relaxation())
        .isEmpty();
    assertThat(match(List.of(), wants("one", 1, "")).entries().get(0).relaxation()).isEmpty();
    assertThat(match(List.of(offer("a", 1, 4)), wants("one", 1, "")).entries().get(0).relaxation())
        .isEmpty();
  }

  @Test
  void suggestsNothingThatWouldTakeLongToFind() {
    List<Offer> offers = IntStream.range(0, 30).mapToObj(i -> offer("dc" + i, 1, 1)).toList();
    DatacenterRequirement few = wants("few", Region.EU_WEST, Lifetime.SHORT, 1, 0, "");
    DatacenterRequirement many =
        new DatacenterRequirement(
            DatacenterName.of("many"),
            Region.EU_WEST,
            Collections.nCopies(1_000, few.profiles().get(0)));

    MatchResult result = match(offers, many, few);

    assertThat(result.entries().get(0).relaxation()).isEmpty();
    assertThat(result.entries().get(1).relaxation().orElseThrow().text())
        .isEqualTo("region eu-west → us-west admits 30 datacenters");
  }

  @Test
  void saysWhichEntriesCrowdTheSameDatacenters() {
    MatchResult result = match(List.of(offer("a", 1, 4)), wants("one", 1, ""), wants("two", 1, ""));
    assertThat(result.complete()).isFalse();
    assertThat(result.entries()).allMatch(e -> e.chosen().isEmpty());
    assertThat(result.entries().get(1).nearestMiss())
        .contains("the 2 entries one, two need as many different datacenters, and only 1 fits");
  }

  @Test
  void anOldOfferOfTheSameDatacenterAndAnExcludedOneDoNotCount() {
    Offer old = offer("a", 1, 4);
    Offer renewed =
        new Offer(
            old.id(),
            "a",
            old.region(),
            old.commitment(),
            new PriceList.PerUnit(9, 0, 0),
            old.capacity(),
            2,
            old.expires(),
            old.endpoint(),
            false);
    MatchResult result =
        matcher.match(
            new MatchRequest(List.of(wants("one", 1, "")), Set.of(new DatacenterId("b"))),
            held(List.of(renewed, offer("b", 1, 4), old)));
    assertThat(result.entries().get(0).chosen().orElseThrow().total()).isEqualTo(new Price(9));
    assertThat(result.entries().get(0).rejections().offers()).isEqualTo(1);
  }

  @Test
  void pricesBeyondAllBoundsAreNoAccident() {
    Offer absurd = offer("a", Long.MAX_VALUE, 8);
    assertThat(miss(List.of(absurd), wants("one", 3, ""))).contains("more than anybody pays");
  }

  @Test
  void theLargestOfManyEntriesGetTheCheapestOfManyOffers() {
    Random random = new Random(7);
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      offers.add(offer("dc" + i, 1 + random.nextInt(100_000), 4));
    }
    DatacenterRequirement[] entries = new DatacenterRequirement[210];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = wants("e" + i, 1 + i % 3, "");
    }
    long[] prices =
        offers.stream().mapToLong(o -> ((PriceList.PerUnit) o.prices()).cpu()).sorted().toArray();
    long least = 0;
    for (int i = 0; i < entries.length; i++) {
      least += prices[i] * (3 - i / 70);
    }
    assertThat(
            match(offers, entries).entries().stream()
                .mapToLong(e -> e.chosen().orElseThrow().total().microDollarsPerHour())
                .sum())
        .isEqualTo(least);
  }

  @Test
  void aChoiceSaysNothingElseUnlessThereIsNone() {
    List<Offer> offers = List.of(offer("a", 2, 4), offer("b", 1, 4), offer("full", 1, 0));
    MatchResult choice = match(Detail.CHOICE, offers, wants("one", 2, ""), wants("two", 1, ""));
    assertThat(choice.entries())
        .extracting(e -> e.chosen().orElseThrow().offer().name())
        .containsExactly("b", "a");
    assertThat(choice.entries())
        .allMatch(e -> e.candidates().equals(List.of(e.chosen().orElseThrow())))
        .allMatch(e -> e.rejections().equals(Rejections.NOT_COUNTED));

    DatacenterRequirement[] tooMany = {wants("one", 1, ""), wants("two", 5, "")};
    assertThat(match(Detail.CHOICE, offers, tooMany)).isEqualTo(match(offers, tooMany));
  }

  @Test
  void refusesMoreEntriesThanADeploymentMayHave() {
    MatchRequest tooMany =
        new MatchRequest(Collections.nCopies(1001, wants("one", 1, "")), Set.of());
    assertThatThrownBy(() -> matcher.match(tooMany, held(List.of())))
        .hasMessage("a deployment has at most 1000 datacenters, not 1001");
  }
}
