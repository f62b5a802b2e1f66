package dev.photon.config;

import dev.photon.config.Tree.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as far as it could be read, with the places of all names, for the checks that need
 * to see everything. Even what is wrong in itself is here by its name, so that one mistake is not
 * reported again by everyone who refers to it.
 *
 * @param placed what stands under {@code deployment.services}
 */
record Draft(
    Map<String, DraftService> services,
    Map<String, DraftDatacenter> datacenters,
    List<Placed> placed,
    List<NotificationTarget> notifications) {

  /**
   * Where a service runs.
   *
   * @param service by its name, which may be that of none
   */
  record Placed(Name service, List<DraftPlacement> where) {}

  /**
   * A name where it is written.
   *
   * @param shared with the other names of that text, if {@link ServiceNames} joined them
   */
  record Name(
      String text, Place place, Optional<Scalar> said, ServiceNames.@Nullable Shared shared) {
    Name(String text, Place place) {
      this(text, place, Optional.empty(), null);
    }

    Name(Scalar said) {
      this(said.text(), said.place(), Optional.of(said), null);
    }

    /** What it has in common with the others of its text; of services all are joined. */
    ServiceNames.Shared joined() {
      return Objects.requireNonNull(shared, "a name of a service that was not joined");
    }

    ServiceName ofService() {
      return joined().valid(text);
    }

    /** As messages quote it: a variable may be secret. */
    String quoted() {
      return said.isPresent() ? said.get().quoted() : Quote.of(text);
    }

    /** As it follows the word for what it names. */
    String afterNoun() {
      String quoted = quoted();
      return quoted.startsWith("'") ? quoted : "called " + quoted;
    }
  }

  /**
   * @param whole the service itself, where it was made already
   */
  record DraftService(
      Name name,
      String image,
      List<String> args,
      Map<String, String> env,
      List<Name> dependsOn,
      List<DraftExpose> exposes,
      Optional<HealthCheck> health,
      UpdatePolicy update,
      Optional<Service> whole) {
    DraftService with(Service made) {
      return new DraftService(
          name, image, args, env, dependsOn, exposes, health, update, Optional.of(made));
    }
  }

  /**
   * @param place of the port
   */
  record DraftExpose(
      int port, Place place, Protocol proto, OptionalInt as, List<DraftClient> clients) {}

  /**
   * @param service empty for anyone
   */
  record DraftClient(Optional<Name> service, boolean global) {
    /** Of the service; empty for anyone. */
    String name() {
      return service.isPresent() ? service.get().text() : "";
    }
  }

  /**
   * @param profiles also those that are wrong in themselves, then as empty
   */
  record DraftDatacenter(
      Name name,
      Optional<Region> region,
      Map<String, Optional<Profile>> profiles,
      List<Name> profileNames) {}

  /**
   * @param profile empty if it is missing
   */
  record DraftPlacement(
      Name datacenter, Optional<Name> profile, int nodes, Optional<Autoscaling> autoscaling) {
    /** The most nodes that there may be. */
    int most() {
      return autoscaling.isPresent() ? autoscaling.get().max() : nodes;
    }
  }
}
