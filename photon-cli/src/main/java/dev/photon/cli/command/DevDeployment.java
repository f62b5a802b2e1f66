package dev.photon.cli.command;

import dev.photon.cli.serve.DevNetwork;
import dev.photon.cli.serve.Termination;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.MatchView;
import dev.photon.cli.view.StatusView;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.RevisionReceipt;
import java.time.Duration;
import java.util.Optional;

/** The one deployment of a network on this machine, from its creation to its end. */
final class DevDeployment {
  private static final Duration MARKET = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration DELETION = Duration.ofSeconds(100);

  private final PhotonClient client;
  private final DevNetwork network;
  private final DeploymentName name;
  private final DeploymentConfig config;
  private final Duration timeout;
  private final Console console;
  private final Termination termination;

  DevDeployment(
      PhotonClient client,
      DevNetwork network,
      DeploymentName name,
      DeploymentConfig config,
      Duration timeout,
      Console console,
      Termination termination) {
    this.client = client;
    this.network = network;
    this.name = name;
    this.config = config;
    this.timeout = timeout;
    this.console = console;
    this.termination = termination;
  }

  /** Deploys, and then checks and ends, or runs until the end is wished. */
  int run(Typed typed) throws CommandFailure, ClientException {
    int status = ExitStatus.DONE;
    try (Shown shown = Shown.of(typed, console)) {
      try {
        status = deployed(typed, shown.progress());
      } catch (ClientException e) {
        if (!termination.isWished()) {
          throw e;
        }
      } finally {
        termination.calm();
        if (!typed.has("--keep")) {
          delete(shown.progress());
        }
      }
    }
    return status;
  }

  private int deployed(Typed typed, Progress progress) throws CommandFailure, ClientException {
    EventFeed feed = new EventFeed(progress);
    RememberedDeployment deployment = deployment(feed);
    RevisionReceipt receipt = client.send(deployment, config);
    MetacenterStatus status = client.awaitReady(deployment, receipt, timeout, feed);
    if (typed.has("--check")) {
      progress.step("calling each public address once");
      AddressCheck check = AddressCheck.of(status);
      print(StatusView.text(status, console.outStyle()) + "\n" + check.text(console.outStyle()));
      return check.passed() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }
    if (!typed.has("--quiet")) {
      print(
          StatusView.text(status, console.outStyle())
              + "\nrunning, with keys in the clear; Ctrl-C ends it\n");
    }
    try {
      watch(deployment, feed);
    } finally {
      feed.close();
    }
    return ExitStatus.DONE;
  }

  /** Every agent makes its first offer soon after its start. */
  private void awaitMarket(Progress progress) throws CommandFailure, ClientException {
    progress.step("waiting for the offers of " + config.datacenters().size() + " datacenters");
    long end = System.nanoTime() + MARKET.toNanos();
    while (true) {
      MatchResult match = client.search(network.account(), config);
      if (match.complete()) {
        return;
      }
      boolean all =
          match.entries().stream()
              .allMatch(e -> e.rejections().offers() >= config.datacenters().size());
      if (all || System.nanoTime() > end || termination.await(PAUSE)) {
        console.err().print(MatchView.text(match, console.errStyle()));
        throw new CommandFailure(
            ExitStatus.REFUSED,
            "this machine, divided among "
                + config.datacenters().size()
                + " datacenters, has no room for the deployment",
            "ask for less in the profiles, or use --backend simulated");
      }
    }
  }

  /** What an earlier run has left is taken up. */
  private RememberedDeployment deployment(Progress progress)
      throws CommandFailure, ClientException {
    Optional<RememberedDeployment> before = client.deployment(name);
    if (before.isEmpty()) {
      awaitMarket(progress);
      return client.create(network.account(), name, timeout, progress);
    }
    progress.step("taking up what an earlier run has left");
    return before.get().at(network.metacenter());
  }

  private void watch(RememberedDeployment deployment, EventFeed feed) throws ClientException {
    do {
      feed.open(client, deployment);
      feed.tell();
      feed.status(client.status(deployment));
    } while (!termination.await(LOOK));
  }

  private void delete(Progress progress) throws ClientException {
    Optional<RememberedDeployment> left = client.deployment(name);
    if (left.isPresent()) {
      client.delete(left.get().at(network.metacenter()), DELETION, progress);
    }
  }

  private void print(String text) {
    console.out().print(text);
    console.out().flush();
  }
}
