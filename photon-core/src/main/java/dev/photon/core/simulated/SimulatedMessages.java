package dev.photon.core.simulated;

import dev.photon.core.transport.local.CallFilter;
import dev.photon.crypto.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls between the roles of a {@link SimulatedWorld}: which are lost, and which there were.
 * Not thread-safe.
 */
public final class SimulatedMessages implements CallFilter {
  private final SimulatedTime time;
  private final List<String> trace = new ArrayList<>();
  private double loss;
  private int toLose;

  SimulatedMessages(SimulatedTime time) {
    this.time = time;
  }

  /** Loses calls by chance: half of them on their way there, half on their way back. */
  public void loseByChance(double share) {
    loss = share;
  }

  /** Loses the next calls. */
  public void loseNext(int calls) {
    toLose = calls;
  }

  /**
   * Every call so far, one line each: when, by whom, to whom, what, and what became of it. Names
   * and keys that are drawn anew in every process are left out, so that traces can be compared.
   */
  public List<String> trace() {
    return List.copyOf(trace);
  }

  @Override
  public Fate fate(Call call) {
    Fate fate = Fate.DELIVER;
    if (toLose > 0 || (loss > 0 && time.random().nextDouble() < loss)) {
      toLose = Math.max(0, toLose - 1);
      fate = time.random().nextBoolean() ? Fate.LOSE_REQUEST : Fate.LOSE_RESPONSE;
    }
    trace.add(
        "%s %s -> %s %s %s"
            .formatted(
                time.clock().instant(),
                call.caller().map(SimulatedMessages::name).orElse("nobody"),
                call.to().host(),
                call.method(),
                fate));
    return fate;
  }

  /** Role and scope; the registry's name has the hash of a key in it. */
  private static String name(Identity identity) {
    return identity.role() + identity.scope().map(s -> " " + s).orElse("");
  }
}
