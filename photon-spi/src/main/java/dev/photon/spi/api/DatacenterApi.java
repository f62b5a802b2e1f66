package dev.photon.spi.api;

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
  void deploymentCreate(RequestKey key, DesiredDeployment desired);

  /** Replaces a deployment's part by another whole one; like {@link #deploymentCreate}. */
  void deploymentUpdate(RequestKey key, DesiredDeployment desired);

  /** The deployment's part as last observed; {@code NOT_FOUND} when there is none. */
  DeploymentStatus deploymentStatus(DeploymentId id);

  /** All events with a sequence after the given one, then those to come. */
  Subscription deploymentEvents(DeploymentId id, long after, EventSink sink);

  /**
   * Asks that all nodes of the deployment be removed, dependents first; {@link #deploymentStatus}
   * says {@code NOT_FOUND} when that is done. An unknown deployment is already done.
   */
  void deploymentDelete(RequestKey key, DeploymentId id, long epoch);

  /** The caller's deployments here: its own one, or none. */
  List<DeploymentId> deploymentList();
}
