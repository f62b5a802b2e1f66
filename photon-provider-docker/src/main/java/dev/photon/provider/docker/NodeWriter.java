package dev.photon.provider.docker;

import dev.photon.config.Resources;
import dev.photon.spi.BackendException;
import dev.photon.spi.BackendException.Kind;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes and removes the containers of one datacenter's nodes. Calls for one node exclude each other
 * by their caller's locks.
 */
final class NodeWriter {
  private static final Duration PULL_TIMEOUT = Duration.ofMinutes(10);

  private final EngineClient engine;
  private final DatacenterId datacenter;
  private final DockerOptions options;
  private final NodeReader reader;
  private final Networks networks;
  private final Share share;

  /** Held from the look at what is free until the container that takes it exists. */
  private final Lock shareLock = new ReentrantLock();

  NodeWriter(
      EngineClient engine,
      DatacenterId datacenter,
      DockerOptions options,
      NodeReader reader,
      Networks networks,
      Share share) {
    this.engine = engine;
    this.datacenter = datacenter;
    this.options = options;
    this.reader = reader;
    this.networks = networks;
    this.share = share;
  }

  /** Pulls the image unless the engine has it. It may take minutes: no lock should be held. */
  void fetch(String image) throws EngineException, BackendException {
    if (engine.inspectImage(image).isPresent()) {
      return;
    }
    try {
      engine.pullImage(ImageReference.parse(image), PULL_TIMEOUT);
    } catch (EngineException e) {
      if (e.status() == EngineException.NO_ANSWER) {
        throw e;
      }
      throw new BackendException(
          Kind.IMAGE_NOT_FOUND,
          "image " + image + " is not on the engine and cannot be pulled: " + e.text(),
          e);
    }
  }

  /** Makes the container unless it exists, and starts it if it has never been started. */
  void complete(NodeSpec node) throws EngineException, BackendException {
    Optional<Container> existing = find(node.id());
    Container container = existing.isPresent() ? existing.get() : make(node);
    if (!container.neverStarted()) {
      return;
    }
    networks.join(node.id().deployment(), container.member());
    try {
      engine.startContainer(container.id());
    } catch (EngineException e) {
      if (EngineErrors.kind(e) != Kind.UNAVAILABLE) {
        discard(container, e);
      }
      throw e;
    }
  }

  /** Removes what the engine says cannot start, so that a refusal leaves nothing half made. */
  private void discard(Container container, EngineException refusal) {
    try {
      engine.removeContainer(container.id());
    } catch (EngineException e) {
      refusal.addSuppressed(e);
    }
  }

  private Container make(NodeSpec node) throws EngineException, BackendException {
    String home = networks.home(node.id().deployment(), node.id().service());
    reserve(node, home);
    return find(node.id())
        .orElseThrow(() -> new EngineException(409, "the container has gone at once"));
  }

  private void reserve(NodeSpec node, String home) throws EngineException, BackendException {
    shareLock.lock();
    try {
      Resources wanted = node.template().resources();
      Resources free = share.capacity(reader.containers(Map.of())).free();
      if (!wanted.fitsIn(free)) {
        throw new BackendException(
            Kind.NO_CAPACITY,
            "datacenter %s has no room for %s: %s wanted, %s free"
                .formatted(datacenter, node.id(), text(wanted), text(free)));
      }
      String name = NodeLabels.containerName(datacenter, node.id());
      engine.createContainer(name, ContainerConfig.of(datacenter, node, options, home));
    } finally {
      shareLock.unlock();
    }
  }

  /** Ends the node in good order, and removes it; no effect where it does not exist. */
  void remove(NodeId id) throws EngineException {
    Optional<Container> found = find(id);
    if (found.isEmpty()) {
      return;
    }
    String container = found.get().id();
    try {
      if (found.get().running()) {
        engine.stopContainer(container, ContainerConfig.STOP_GRACE);
      }
      engine.removeContainer(container);
    } catch (EngineException e) {
      if (e.isConflict()) {
        engine.awaitRemoval(container); // Someone else is removing it.
      } else if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private Optional<Container> find(NodeId id) throws EngineException {
    return reader.containers(NodeLabels.identity(id)).stream().findFirst();
  }

  private static String text(Resources resources) {
    return "%d milli-cpu, %d MiB of memory, %d MiB of disk"
        .formatted(
            resources.milliCpu(), resources.memoryBytes() >> 20, resources.diskBytes() >> 20);
  }
}
