package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchRequest.Detail;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes and matches at the same time: what is told of an offer was so at one moment. */
class OfferIndexConcurrencyTest {
  /** More than are looked at in one go. */
  private static final int IDS = 3 * OfferIndex.STEP / 2;

  private static final int WRITERS = 3;
  private static final int CHANGES = 60_000;

  /** This one always comes and goes, and is never asked for. */
  private static final int EXCLUDED = 0;

  private final Matcher matcher = new CheapestMatcher();
  private final OfferIndex index = new OfferIndex();
  private final AtomicIntegerArray written = new AtomicIntegerArray(IDS);
  private final AtomicInteger writing = new AtomicInteger(WRITERS);
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** All parts of an offer follow from its sequence, and many differ from those of the last. */
  private static Offer offer(int id, int sequence) {
    int odd = sequence % 7;
    return new Offer(
        new DatacenterId("dc-" + id),
        "n".repeat(1 + odd),
        sequence % 3 == 0 ? Region.EU_WEST : Region.US_WEST,
        Lifetime.SHORT,
        sequence % 11 == 0
            ? new PriceList.Flavours(List.of())
            : new PriceList.PerUnit(100 + odd, (1L << 40) + odd, odd),
        new Capacity(
            Market.gib(90, 90), Market.gib(10 + odd, 20 - odd), Market.gib(5 + odd, 9 - odd)),
        sequence,
        Instant.EPOCH.plusSeconds(1 + sequence),
        Endpoint.of("h".repeat(20 - 2 * odd), 1 + odd),
        odd == 1);
  }

  private static MatchRequest request(Detail detail) {
    List<DatacenterRequirement> entries = new ArrayList<>();
    for (int nodes = 1; nodes <= 3; nodes++) {
      entries.add(
          new DatacenterRequirement(
              DatacenterName.of("e" + nodes),
              Region.US_WEST,
              List.of(
                  new ProfileRequirement(
                      ProfileName.of("p"),
                      Lifetime.SHORT,
                      Market.gib(1, 1),
                      nodes,
                      Optional.empty()))));
    }
    return new MatchRequest(entries, Set.of(new DatacenterId("dc-" + EXCLUDED)), detail);
  }

  @Test
  void noAnswerMixesTwoOffers() throws Exception {
    for (int id = 0; id < IDS; id++) {
      index.put(offer(id, 0));
    }
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      work.add(() -> write(writer));
    }
    work.add(() -> match(Detail.CHOICE));
    work.add(() -> match(Detail.WHOLE));
    for (Future<Integer> done : threads.invokeAll(work)) {
      assertThat(done.get()).isPositive();
    }
    for (int id = WRITERS; id < IDS; id++) {
      assertThat(index.find(new DatacenterId("dc-" + id))).contains(offer(id, written.get(id)));
    }
  }

  private int write(int writer) {
    try {
      Random random = new Random(writer);
      for (int i = 0; i < CHANGES; i++) {
        // The first of each writer's comes and goes.
        int id = writer + WRITERS * (i % 4 == 0 ? 0 : random.nextInt(IDS / WRITERS));
        int sequence = written.get(id) + 1;
        if (id < WRITERS) {
          index.remove(new DatacenterId("dc-" + id));
        }
        index.put(offer(id, sequence));
        written.set(id, sequence);
      }
      return CHANGES;
    } finally {
      writing.decrementAndGet();
    }
  }

  private int match(Detail detail) {
    MatchRequest request = request(detail);
    int[] before = new int[IDS];
    int matches = 0;
    while (writing.get() > 0 || matches == 0) {
      for (int id = 0; id < IDS; id++) {
        before[id] = written.get(id);
      }
      check(matcher.match(request, index.at(Instant.EPOCH)), detail, before);
      matches++;
    }
    return matches;
  }

  private static void check(MatchResult result, Detail detail, int[] before) {
    assertThat(result.complete()).isTrue();
    for (EntryMatch entry : result.entries()) {
      for (Candidate candidate : entry.candidates()) {
        Offer offer = candidate.offer();
        int id = Integer.parseInt(offer.id().value().substring("dc-".length()));
        assertThat(id).isNotEqualTo(EXCLUDED);
        assertThat(offer).isEqualTo(offer(id, (int) offer.sequence()));
        assertThat(offer.region()).isEqualTo(Region.US_WEST);
        assertThat(offer.sequence()).isGreaterThanOrEqualTo(before[id]);
      }
      if (detail == Detail.WHOLE) {
        // Only those that come and go may be missed, or seen where they were and where they are.
        assertThat(entry.rejections().offers()).isBetween(IDS - WRITERS, IDS - 1 + WRITERS);
      }
    }
  }
}
