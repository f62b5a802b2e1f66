package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.event.QueueRuntime;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.spi.api.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Good once, for five minutes, at the registry that gave it. */
class NoncesTest {
  private final QueueRuntime runtime = new QueueRuntime(1);
  private final Store store = JdbcStore.open("jdbc:sqlite::memory:", "registry");
  private final Nonces nonces = Nonces.of(store, runtime);

  @Test
  void isGoodForFiveMinutesAndNotLonger() {
    Nonce early = nonces.give();
    Nonce late = nonces.give();
    runtime.advance(Nonces.LIFE);
    assertThat(nonces.spend(early)).isTrue();
    runtime.advance(Duration.ofMillis(1));
    assertThat(nonces.spend(late)).isFalse();
  }

  @Test
  void isNotForgottenBeforeItsTimeIsOver() {
    Nonce once = nonces.give();
    assertThat(nonces.spend(once)).isTrue();
    runtime.advance(Nonces.LIFE);
    assertThat(nonces.spend(once)).isFalse();
  }

  @Test
  void isOfTheRegistryThatGaveItAndNotToBeChanged() {
    assertThat(Nonces.of(store, runtime).spend(nonces.give())).isFalse();
    byte[] given = nonces.give().bytes();
    for (int bit = 0; bit < 8 * given.length; bit++) {
      byte[] changed = given.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(nonces.spend(Nonce.of(changed))).as("bit %d changed", bit).isFalse();
    }
    assertThat(nonces.spend(Nonce.of(given))).isTrue();
  }

  /** Each step lets milliseconds go by, takes a nonce, and spends one of those taken so far. */
  @Property(tries = 300)
  void isGoodOnceWhateverGoesOnBetween(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 40_000) Integer> steps,
      @ForAll @Size(60) List<@IntRange(min = 0, max = 59) Integer> choices) {
    List<Tuple2<Instant, Nonce>> given = new ArrayList<>();
    Set<Nonce> spent = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      runtime.advance(Duration.ofMillis(steps.get(i)));
      given.add(Tuple.of(runtime.now(), nonces.give()));
      var chosen = given.get(choices.get(i) % given.size());
      boolean young = !runtime.now().isAfter(chosen.get1().plus(Nonces.LIFE));
      assertThat(nonces.spend(chosen.get2())).isEqualTo(young && spent.add(chosen.get2()));
    }
  }
}
