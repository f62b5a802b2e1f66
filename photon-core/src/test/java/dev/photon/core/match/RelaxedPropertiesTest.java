package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Offer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The suggested change is enough, and of each wish no smaller one is: every step is tried. */
class RelaxedPropertiesTest {
  private final Matcher matcher = new CheapestMatcher();

  /** How the offers are held. */
  OfferSnapshot held(List<Offer> offers) {
    return OfferSnapshot.of(offers);
  }

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void isTheSmallestThatTryingEveryStepFinds(@ForAll long seed) {
    check(Market.random(new Random(seed)), 2_100);
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void isTheSmallestInMarketsOfFewSteps(@ForAll long seed) {
    check(Market.tiny(new Random(seed)), 200);
  }

  /**
   * Tries everything.
   *
   * @param steps no price in these markets is higher, nor any size of more steps
   */
  private void check(Market market, long steps) {
    for (DatacenterRequirement entry : market.request().entries()) {
      if (fits(entry, market.offers()) == 0) {
        Optional<Relaxed> smallest = Relaxed.least(entry, held(market.offers()).without(Set.of()));

        double least = Double.POSITIVE_INFINITY;
        for (Wish wish : Wish.of(entry)) {
          long most = Math.min(wish.most(), steps);
          var first =
              LongStream.rangeClosed(1, most)
                  .filter(s -> fits(wish.with(s), market.offers()) > 0)
                  .findFirst();
          if (first.isPresent()) {
            least = Math.min(least, wish.rank() * 1e9 + wish.share(first.getAsLong()));
          }
        }
        assertThat(smallest.isPresent()).isEqualTo(least < Double.POSITIVE_INFINITY);
        if (smallest.isPresent()) {
          Relaxed found = smallest.get();
          assertThat(found.wish().rank() * 1e9 + found.wish().share(found.steps()))
              .isEqualTo(least);
          assertThat(fits(found.asked(), market.offers())).isEqualTo(found.admits()).isPositive();
          MatchRequest request = new MatchRequest(List.of(found.asked()), Set.of());
          assertThat(matcher.match(request, held(market.offers())).complete()).isTrue();
        }
      }
    }
  }

  private static long fits(DatacenterRequirement entry, List<Offer> offers) {
    return offers.stream().filter(offer -> PlainRules.fits(entry, offer)).count();
  }
}
