package dev.photon.cli.authorization;

import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import java.util.function.Predicate;

/**
 * One call, as everybody tries to make it.
 *
 * @param about what it names, where it names anything
 * @param stillThere whether a call that was answered as done has had no effect
 */
record Row<A>(
    Class<A> api, String call, Things about, Attempt<A> attempt, Predicate<Things> stillThere) {

  /** What a call may name. */
  record Things(DeploymentId deployment, DatacenterId datacenter, AccountId account) {
    /** Such things that were never there; the texts are as long. */
    static final Things ABSENT =
        new Things(
            new DeploymentId("none-00000000"),
            new DatacenterId("none-00000000"),
            new AccountId("00000000000000000000000000000000"));

    /** A text about these things as it would be about others. */
    String asIfAbout(Things others, String text) {
      return text.replace(deployment.value(), others.deployment.value())
          .replace(datacenter.value(), others.datacenter.value())
          .replace(account.value(), others.account.value());
    }
  }

  /** Makes the call; what it returns is looked at for what it must not tell. */
  @FunctionalInterface
  interface Attempt<A> {
    Object make(A api, Things about);
  }

  Row(Class<A> api, String call, Things about, Attempt<A> attempt) {
    this(api, call, about, attempt, things -> false);
  }
}
