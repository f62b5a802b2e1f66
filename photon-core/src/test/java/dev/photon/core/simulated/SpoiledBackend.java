package dev.photon.core.simulated;

import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.util.List;
import java.util.Set;

/** A backend that does as another one does, but for what is overridden: that it does wrongly. */
class SpoiledBackend implements DatacenterBackend {
  final DatacenterBackend sound;

  SpoiledBackend(DatacenterBackend sound) {
    this.sound = sound;
  }

  @Override
  public Capacity capacity() throws BackendException {
    return sound.capacity();
  }

  @Override
  public List<ObservedNode> observe() throws BackendException {
    return sound.observe();
  }

  @Override
  public void create(NodeSpec node) throws BackendException {
    sound.create(node);
  }

  @Override
  public void delete(NodeId id) throws BackendException {
    sound.delete(id);
  }

  @Override
  public void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException {
    sound.allow(deployment, whole);
  }

  @Override
  public Subscription watch(Runnable changed) {
    return sound.watch(changed);
  }

  @Override
  public void close() {
    sound.close();
  }
}
