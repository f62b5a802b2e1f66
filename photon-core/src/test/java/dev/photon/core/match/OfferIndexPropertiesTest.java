package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Resources;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchRequest.Detail;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The index beside a plain map of the same offers, of which every one is looked at. */
class OfferIndexPropertiesTest {
  private final Matcher matcher = new CheapestMatcher();

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
  void answersAsIfItLookedAtAllOfFew(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    new Run(new Random(seed), n).check(2 * n);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void answersAsIfItLookedAtAllOfThousands(
      @ForAll long seed, @ForAll @IntRange(min = 500, max = 6_000) int n) {
    new Run(new Random(seed), n).check(3 * n);
  }

  /** An index and a map that are told the same. */
  private final class Run {
    private final Random random;
    private final Bazaar bazaar;
    private final OfferIndex index = new OfferIndex();
    private final Map<DatacenterId, Offer> plain = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00.000000001Z");

    Run(Random random, int ids) {
      this.random = random;
      this.bazaar = new Bazaar(random, ids);
    }

    void check(int changes) {
      for (int part = 0; part < 4; part++) {
        for (int i = 0; i < changes / 4; i++) {
          change();
        }
        assertThat(index.size()).isEqualTo(plain.size());
        answersTheSame(bazaar.request(Detail.WHOLE));
        answersTheSame(bazaar.request(Detail.CHOICE));
        answersTheSame(bazaar.request(Detail.CHOICE));
      }
      plain.forEach((id, offer) -> assertThat(index.find(id)).contains(offer));
      removeMost();
      answersTheSame(bazaar.request(Detail.WHOLE));
    }

    private void change() {
      DatacenterId id = bazaar.id();
      Offer known = plain.get(id);
      int what = random.nextInt(100);
      if (what < 60) {
        put(bazaar.offer(id, random.nextInt(5), expiry()), Resources.NONE);
      } else if (what < 80 && known != null) {
        put(renewed(known), Resources.NONE);
      } else if (what < 90) {
        put(bazaar.offer(id, random.nextInt(5), expiry()), bazaar.resources(30));
      } else if (what < 99) {
        assertThat(index.remove(id)).isEqualTo(plain.remove(id) != null);
      } else if (random.nextInt(plain.size() + 1) < 50) {
        int before = plain.size();
        plain.values().removeIf(o -> !o.expires().isAfter(now));
        assertThat(index.expire(now)).isEqualTo(before - plain.size());
      } else {
        now = now.plusNanos(random.nextInt(50));
      }
    }

    /** Now and then one that is over. */
    private Instant expiry() {
      return now.plusNanos(random.nextInt(500) - 5);
    }

    private Offer renewed(Offer o) {
      return with(o, bazaar.resources(40), o.sequence() + random.nextInt(3) - 1, expiry());
    }

    private void put(Offer offer, Resources held) {
      Offer known = plain.get(offer.id());
      boolean isOlder = known != null && known.sequence() > offer.sequence();
      assertThat(index.put(offer, held)).isEqualTo(!isOlder);
      if (!isOlder) {
        Resources free = offer.capacity().free();
        Resources rest =
            new Resources(
                Math.max(0, free.milliCpu() - held.milliCpu()),
                Math.max(0, free.memoryBytes() - held.memoryBytes()),
                Math.max(0, free.diskBytes() - held.diskBytes()));
        plain.put(offer.id(), with(offer, rest, offer.sequence(), offer.expires()));
      }
    }

    private void removeMost() {
      for (DatacenterId id : List.copyOf(plain.keySet())) {
        if (random.nextInt(10) > 0) {
          plain.remove(id);
          index.remove(id);
        }
      }
      assertThat(index.size()).isEqualTo(plain.size());
    }

    private void answersTheSame(MatchRequest request) {
      List<Offer> standing = plain.values().stream().filter(o -> o.expires().isAfter(now)).toList();
      MatchResult whole =
          matcher.match(new MatchRequest(request.entries(), request.excluded()), standing);
      MatchResult answer = matcher.match(request, index.at(now));
      if (request.detail() == Detail.CHOICE && whole.complete()) {
        assertThat(answer).isEqualTo(choiceOf(whole));
      } else {
        assertThat(answer).isEqualTo(whole);
      }
    }
  }

  private static MatchResult choiceOf(MatchResult whole) {
    return new MatchResult(
        whole.entries().stream()
            .map(
                e ->
                    new MatchResult.EntryMatch(
                        e.entry(),
                        e.chosen(),
                        e.chosen().stream().toList(),
                        Rejections.NOT_COUNTED,
                        Optional.empty(),
                        Optional.empty()))
            .toList());
  }

  private static Offer with(Offer o, Resources free, long sequence, Instant expires) {
    Capacity capacity = new Capacity(o.capacity().total(), free, o.capacity().largestNode());
    return new Offer(
        o.id(),
        o.name(),
        o.region(),
        o.commitment(),
        o.prices(),
        capacity,
        sequence,
        expires,
        o.endpoint(),
        o.simulated());
  }
}
