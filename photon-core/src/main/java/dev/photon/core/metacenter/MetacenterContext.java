package dev.photon.core.metacenter;

import dev.photon.core.event.EventLog;
import dev.photon.core.event.NotificationSender;
import dev.photon.core.metacenter.MetacenterStore.Stored;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.api.DeploymentId;

/** What the parts of one metacenter share. */
record MetacenterContext(
    Stored stored,
    String registryName,
    RoleRuntime runtime,
    MetacenterStore rows,
    EventLog events,
    NotificationSender notifications) {

  DeploymentId id() {
    return stored.id();
  }

  String name() {
    return stored.name();
  }

  /** The name of this deployment's event log. */
  String log() {
    return stored.id().value();
  }
}
