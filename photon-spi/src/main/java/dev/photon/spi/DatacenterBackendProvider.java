package dev.photon.spi;

import dev.photon.spi.api.DatacenterId;
import java.time.Clock;
import java.util.Map;

/**
 * Finds and opens one kind of {@link DatacenterBackend}. Found by {@link java.util.ServiceLoader};
 * its constructor does nothing.
 */
public interface DatacenterBackendProvider {

  /** The name by which a configuration chooses this backend, such as {@code docker}. */
  String name();

  /** Whether the nodes are only simulated; wherever they are shown, that is said. */
  default boolean simulated() {
    return false;
  }

  /**
   * Opens the backend of one datacenter. Options that it does not know are refused with {@link
   * BackendException.Kind#INVALID}, naming those that it knows. No I/O happens before the first
   * call on the backend; whether the infrastructure answers, {@link DatacenterBackend#capacity()}
   * tells.
   */
  DatacenterBackend open(Context context) throws BackendException;

  /**
   * What a backend is opened with.
   *
   * @param datacenter whose nodes these are; everything made is marked with it
   * @param options from the operator's configuration
   * @param clock the only clock that the backend reads
   */
  record Context(DatacenterId datacenter, Map<String, String> options, Clock clock) {
    public Context {
      options = Map.copyOf(options);
    }
  }
}
