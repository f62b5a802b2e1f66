package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.EventType;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.MetacenterStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A secret of a deployment, and the keys of everybody, are in nothing that is told: no log however
 * detailed, no event, no status, no error.
 */
@Timeout(120)
class SecretsTest {
  private static final String ENV = "canary-env-5b1d77";
  private static final String WEBHOOK = "canary-webhook-90ce3a";
  private static final Duration MOST = Duration.ofSeconds(60);

  @TempDir private Path folder;

  /** Everything that is told while the network runs. */
  private static final class Told extends AppenderBase<ILoggingEvent>
      implements AutoCloseable, Progress {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    Told() {
      setContext(root.getLoggerContext());
      start();
      root.addAppender(this);
      root.setLevel(Level.TRACE);
    }

    @Override
    protected void append(ILoggingEvent event) {
      told.add(
          event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    @Override
    public void step(String text) {
      told.add(text);
    }

    @Override
    public void status(MetacenterStatus status) {
      told.add(status.toString());
    }

    @Override
    public void event(Event event) {
      told.add(event.toString());
    }

    @Override
    public void close() {
      root.setLevel(before);
      root.detachAppender(this);
      stop();
    }
  }

  @Test
  void nothingThatIsToldHasASecretInIt() throws Exception {
    try (Told told = new Told()) {
      List<String> keys;
      try (Realm realm = new Realm(folder)) {
        live(realm, told);
        keys = keyLines();
      }
      assertThat(told.told).anyMatch(line -> line.contains("launched shop-"));
      assertThat(keys).hasSizeGreaterThan(5);
      List<String> secrets = new ArrayList<>(keys);
      secrets.addAll(List.of(ENV, WEBHOOK, "PRIVATE KEY"));
      assertThat(told.told.stream().filter(line -> secrets.stream().anyMatch(line::contains)))
          .isEmpty();
    }
  }

  /** Deployed, wrongly changed, changed, and deleted. */
  private static void live(Realm realm, Told told) throws Exception {
    RememberedDeployment shop = realm.deployment(realm.ada, "shop");
    var first = realm.client.send(shop, config("web:1", ENV, "webhook"));
    told.status(realm.client.awaitReady(shop, first, MOST, told));
    DeploymentConfig wrong = config("web:1", ENV, "pigeon");
    told.step(String.valueOf(catchThrowable(() -> realm.client.send(shop, wrong))));
    var results = realm.client.notify(shop, Optional.empty(), EventType.DEPLOY_BEGIN);
    told.step(results.toString());
    var second = realm.client.send(shop, config("web:2", ENV + "-2", "webhook"));
    told.status(realm.client.awaitReady(shop, second, MOST, told));
    realm.client.delete(shop, MOST, told);
  }

  private static DeploymentConfig config(String image, String secret, String notifier) {
    String text =
        """
        version: "0.1"
        services:
          web: {image: "%s", env: {PASSWORD: %s}}
        deployment:
          datacenters:
            coast:
              region: us-west
              profiles:
                small: {qos: {memory: 64MiB, cpu: 0.1}}
          services:
            web: {coast: {profile: small, nodes: 1}}
        notifications:
          - {name: ops, type: %s, url: "https://127.0.0.1:9/", secret: %s}
        """
            .formatted(image, secret, notifier, WEBHOOK);
    return ConfigLoader.standard().load("document", text).value().orElseThrow();
  }

  /** The first line of each private key that is kept anywhere. */
  private List<String> keyLines() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".pem"))
          .flatMap(file -> keyLine(file).stream())
          .toList();
    }
  }

  private static List<String> keyLine(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      int begin = lines.indexOf("-----BEGIN PRIVATE KEY-----");
      return begin < 0 ? List.of() : List.of(lines.get(begin + 1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
