package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Price;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Against a matcher of the plainest kind: try everything. */
class CheapestMatcherPropertiesTest {
  private final Matcher matcher = new CheapestMatcher();

  /** How the offers are held. */
  OfferSnapshot held(List<Offer> offers) {
    return OfferSnapshot.of(offers);
  }

  @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
  void costsWhatTryingEverythingFinds(@ForAll long seed) {
    Market market = Market.random(new Random(seed));
    List<Offer> offers = market.allowed();

    MatchResult result = matcher.match(market.request(), held(market.offers()));

    OptionalLong least = cheapest(market.request().entries(), 0, offers, new HashSet<>());
    assertThat(result.complete()).isEqualTo(least.isPresent());
    if (least.isPresent()) {
      assertThat(total(result)).isEqualTo(least.getAsLong());
      assertThat(result.entries().stream().map(e -> e.chosen().orElseThrow().offer().id()))
          .doesNotHaveDuplicates();
    } else {
      assertThat(result.entries()).allMatch(e -> e.chosen().isEmpty());
      assertThat(result.entries()).anyMatch(e -> e.nearestMiss().isPresent());
    }
  }

  @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
  void countsEachOfferOnceAtItsFirstFault(@ForAll long seed) {
    Market market = Market.random(new Random(seed));
    List<Offer> offers = market.allowed();

    MatchResult result = matcher.match(market.request(), held(market.offers()));

    for (int i = 0; i < result.entries().size(); i++) {
      DatacenterRequirement asked = market.request().entries().get(i);
      int[] fallen = new int[5];
      offers.forEach(o -> fallen[PlainRules.fault(asked, o)]++);
      EntryMatch entry = result.entries().get(i);
      assertThat(entry.rejections())
          .isEqualTo(new Rejections(offers.size(), fallen[0], fallen[1], fallen[2], fallen[3]));
      assertThat(entry.candidates()).hasSize(fallen[4]);
      assertThat(entry.candidates()).isSortedAccordingTo(CheapestMatcher.ORDER);
      entry
          .candidates()
          .forEach(
              c ->
                  assertThat(c.total().microDollarsPerHour())
                      .isEqualTo(PlainRules.cost(asked, c.offer())));
    }
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theOrderOfOffersHasNoSay(@ForAll long seed) {
    Random random = new Random(seed);
    Market market = Market.random(random);
    List<Offer> shuffled = new ArrayList<>(market.offers());
    Collections.shuffle(shuffled, random);

    assertThat(matcher.match(market.request(), held(shuffled)))
        .isEqualTo(matcher.match(market.request(), held(market.offers())));
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void aSingleEntryGetsItsFirstCandidate(@ForAll long seed) {
    Market market = Market.random(new Random(seed));
    for (DatacenterRequirement entry : market.request().entries()) {
      EntryMatch match =
          matcher
              .match(new MatchRequest(List.of(entry), Set.of()), held(market.offers()))
              .entries()
              .get(0);
      assertThat(match.chosen()).isEqualTo(match.candidates().stream().findFirst());
    }
  }

  private static long total(MatchResult result) {
    return result.entries().stream()
        .map(e -> e.chosen().orElseThrow())
        .map(Candidate::total)
        .mapToLong(Price::microDollarsPerHour)
        .sum();
  }

  private static OptionalLong cheapest(
      List<DatacenterRequirement> entries, int from, List<Offer> offers, Set<DatacenterId> used) {
    if (from == entries.size()) {
      return OptionalLong.of(0);
    }
    OptionalLong least = OptionalLong.empty();
    for (Offer offer : offers) {
      if (PlainRules.fault(entries.get(from), offer) == 4 && used.add(offer.id())) {
        OptionalLong rest = cheapest(entries, from + 1, offers, used);
        used.remove(offer.id());
        if (rest.isPresent()) {
          long sum = rest.getAsLong() + PlainRules.cost(entries.get(from), offer);
          least = OptionalLong.of(Math.min(sum, least.orElse(Long.MAX_VALUE)));
        }
      }
    }
    return least;
  }
}
