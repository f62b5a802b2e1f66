package dev.photon.core.datacenter;

import dev.photon.core.store.Store;
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

/**
 * Ends a process at a chosen point: before and after each write of its store, and each change that
 * it asks of its infrastructure, counts as one.
 */
final class Crashes {
  private long left;
  private long passed;

  /** The process ends here. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("the process is killed here");
    }
  }

  /** Crashes once, when so many points have been passed; never for a negative number. */
  void after(long points) {
    left = points;
  }

  long passed() {
    return passed;
  }

  private void point() {
    passed++;
    if (left-- == 0) {
      throw new Crash();
    }
  }

  Store around(Store store) {
    return new Store() {
      @Override
      public <T> T write(Work<T> work) {
        point();
        T answer = store.write(work);
        point();
        return answer;
      }

      @Override
      public <T> T read(Work<T> work) {
        return store.read(work);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  DatacenterBackend around(DatacenterBackend backend) {
    return new DatacenterBackend() {
      @Override
      public Capacity capacity() throws BackendException {
        return backend.capacity();
      }

      @Override
      public List<ObservedNode> observe() throws BackendException {
        return backend.observe();
      }

      @Override
      public void create(NodeSpec node) throws BackendException {
        point();
        backend.create(node);
        point();
      }

      @Override
      public void delete(NodeId id) throws BackendException {
        point();
        backend.delete(id);
        point();
      }

      @Override
      public void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException {
        point();
        backend.allow(deployment, whole);
        point();
      }

      @Override
      public Subscription watch(Runnable changed) {
        return backend.watch(changed);
      }

      @Override
      public void close() {
        backend.close();
      }
    };
  }
}
