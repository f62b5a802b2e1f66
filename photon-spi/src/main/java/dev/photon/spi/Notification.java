package dev.photon.spi;

import dev.photon.config.NotificationTarget;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Event;

/**
 * One event for one target.
 *
 * @param id the same for every attempt at this notification
 * @param test whether a person asked for it, to see that it arrives
 */
public record Notification(
    String id, DeploymentId deployment, NotificationTarget target, Event event, boolean test) {}
