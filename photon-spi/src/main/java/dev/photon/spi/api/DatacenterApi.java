package dev.photon.spi.api;

import dev.photon.crypto.Role;
import dev.photon.spi.Subscription;
import java.util.List;

/**
 * A datacenter's agent, as a metacenter sees it. A metacenter sees and changes its own deployment
 * only.
 */
public interface DatacenterApi {

  /**
   * Takes a deployment's part; the answer comes when it is durable and its room is reserved.
   *
   * @throws ApiException {@code EXHAUSTED no-capacity}; {@code CONFLICT stale-epoch} when a higher
   *     epoch was seen
   */
  @Callers(value = Role.METACENTER, changes = true)
  void deploymentCreate(RequestKey key, DesiredDeployment desired);

  /** Replaces a deployment's part by another whole one; like {@link #deploymentCreate}. */
  @Callers(value = Role.METACENTER, changes = true)
  void deploymentUpdate(RequestKey key, DesiredDeployment desired);

  /** The deployment's part as last observed; {@code NOT_FOUND} when there is none. */
  @Callers(Role.METACENTER)
  DeploymentStatus deploymentStatus(DeploymentId id);

  /** All events with a sequence after the given one, then those to come. */
  @Callers(Role.METACENTER)
  Subscription deploymentEvents(DeploymentId id, long after, EventSink sink);

  /**
   * Asks that all nodes of the deployment be removed, dependents first; {@link #deploymentStatus}
   * says {@code NOT_FOUND} when that is done. An unknown deployment is already done.
   */
  @Callers(value = Role.METACENTER, changes = true)
  void deploymentDelete(RequestKey key, DeploymentId id, long epoch);

  /** The caller's deployments here: its own one, or none. */
  @Callers(Role.METACENTER)
  List<DeploymentId> deploymentList();
}
