package dev.photon.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ProfileName;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final ProfileName SMALL = ProfileName.of("small");
  private static final ProfileName LARGE = ProfileName.of("large");

  private static NodeId node(int slot) {
    return NodeId.parse("shop/web/" + slot + "#1");
  }

  private record Looked(Instant at, Map<NodeId, ProfileName> running) {}

  private static List<Looked> looks(Random random) {
    List<Looked> looks = new ArrayList<>();
    Instant at = NOON.plusMillis(random.nextInt(60_000));
    for (int i = 0; i < 40; i++) {
      Map<NodeId, ProfileName> running = new HashMap<>();
      for (int n = 0; n < 4; n++) {
        if (random.nextInt(4) > 0) {
          running.put(node(n), n < 2 ? SMALL : LARGE);
        }
      }
      looks.add(new Looked(at, running));
      at = at.plusMillis(1 + random.nextInt(random.nextBoolean() ? 3_000 : 200_000));
    }
    return looks;
  }

  @Property(tries = 300)
  void aNodeCountsWhileItIsSeenAtBothEnds(@ForAll long seed) {
    List<Looked> looks = looks(new Random(seed));
    Meter meter = Meter.NEW;
    Map<Instant, Map<ProfileName, Long>> told = new TreeMap<>();
    for (Looked look : looks) {
      meter = meter.look(look.at(), look.running());
      meter.over().forEach((minute, counted) -> assertThat(told.put(minute, counted)).isNull());
      meter = meter.withoutOver();
    }
    told.putAll(meter.minutes());

    Map<ProfileName, Long> sum = new HashMap<>();
    told.values().forEach(m -> m.forEach((profile, ms) -> sum.merge(profile, ms, Long::sum)));
    Map<ProfileName, Long> expected = new HashMap<>();
    for (int i = 1; i < looks.size(); i++) {
      long millis = Duration.between(looks.get(i - 1).at(), looks.get(i).at()).toMillis();
      for (Map.Entry<NodeId, ProfileName> n : looks.get(i - 1).running().entrySet()) {
        if (looks.get(i).running().containsKey(n.getKey())) {
          expected.merge(n.getValue(), millis, Long::sum);
        }
      }
    }
    assertThat(sum).isEqualTo(expected);
    assertThat(told.values()).allMatch(m -> m.values().stream().allMatch(ms -> ms <= 4 * 60_000));
  }

  @Property(tries = 100)
  void everyMinuteBetweenIsThereOnce(@ForAll long seed) {
    List<Looked> looks = looks(new Random(seed));
    Meter meter = Meter.NEW;
    for (Looked look : looks) {
      meter = meter.look(look.at(), look.running());
    }
    List<Instant> minutes = List.copyOf(meter.minutes().keySet());
    for (int i = 1; i < minutes.size(); i++) {
      assertThat(minutes.get(i)).isEqualTo(minutes.get(i - 1).plus(LeaseUse.MINUTE));
    }
    Instant end = looks.get(looks.size() - 1).at();
    assertThat(Duration.between(minutes.get(minutes.size() - 1), end)).isLessThan(LeaseUse.MINUTE);
  }

  @Test
  void aNodeKeepsTheProfileThatItWasFirstSeenWith() {
    Meter meter =
        Meter.NEW
            .look(NOON, Map.of(node(0), SMALL))
            .look(NOON.plusSeconds(10), Map.of(node(0), LARGE))
            .look(NOON.plusSeconds(20), Map.of(node(0), LARGE));
    assertThat(meter.minutes()).containsExactly(Map.entry(NOON, Map.of(SMALL, 20_000L)));
  }

  @Test
  void aLookThatIsNotLaterCountsNothing() {
    Meter meter = Meter.NEW.look(NOON, Map.of(node(0), SMALL));
    assertThat(meter.look(NOON, Map.of())).isEqualTo(meter);
    assertThat(meter.look(NOON.minusSeconds(1), Map.of())).isEqualTo(meter);
  }

  @Test
  void afterALongTimeOnlyTheLastDayCounts() {
    Map<NodeId, ProfileName> one = Map.of(node(0), SMALL);
    Meter meter = Meter.NEW.look(NOON, one).look(NOON.plus(Duration.ofDays(30)), one);
    assertThat(meter.minutes()).hasSizeBetween(1_440, 1_442);
    long counted =
        meter.minutes().values().stream().flatMap(m -> m.values().stream()).mapToLong(x -> x).sum();
    assertThat(Duration.ofMillis(counted)).isEqualTo(Duration.ofDays(1));
  }
}
