package dev.photon.core.datacenter;

import dev.photon.core.datacenter.Part.Job;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.api.DeploymentId;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Carries jobs out, a few at a time, in turns between the parts, so that one large deployment does
 * not keep the others waiting. Only the loop touches it.
 */
final class Crew {
  /** More at a time make an engine slower, not faster. */
  static final int MOST = 4;

  /** One hand is left for the others, when a large image keeps a part's hands for minutes. */
  static final int MOST_OF_ONE = 3;

  private final DatacenterBackend backend;
  private final RoleRuntime runtime;
  private final SortedMap<DeploymentId, Part> parts;
  private final Outcome outcome;
  private Optional<DeploymentId> last = Optional.empty();
  private int running;

  /** Told on the loop how each job ended. */
  interface Outcome {
    void done(Part part, Job job);

    void failed(Part part, Job job, Exception cause);
  }

  Crew(
      DatacenterBackend backend,
      RoleRuntime runtime,
      SortedMap<DeploymentId, Part> parts,
      Outcome outcome) {
    this.backend = backend;
    this.runtime = runtime;
    this.parts = parts;
    this.outcome = outcome;
  }

  /** Begins as many jobs as there are hands. */
  void pump() {
    while (running < MOST) {
      Optional<Part> next = next();
      if (next.isEmpty()) {
        return;
      }
      last = next.map(p -> p.id);
      begin(next.get());
    }
  }

  private Optional<Part> next() {
    if (last.isPresent()) {
      Optional<Part> after =
          parts.tailMap(last.get()).values().stream()
              .filter(p -> !p.id.equals(last.get()))
              .filter(Crew::canBegin)
              .findFirst();
      if (after.isPresent()) {
        return after;
      }
    }
    return parts.values().stream().filter(Crew::canBegin).findFirst();
  }

  private static boolean canBegin(Part part) {
    Job next = part.queue.peekFirst();
    return next != null
        && !part.alone
        && part.running < MOST_OF_ONE
        && (part.running == 0 || !next.alone());
  }

  private void begin(Part part) {
    Job job = part.queue.removeFirst();
    running++;
    part.running++;
    part.alone = job.alone();
    runtime.call(
        () -> {
          job.run(backend);
          return job;
        },
        done -> {
          end(part);
          outcome.done(part, done);
          pump();
        },
        cause -> {
          end(part);
          outcome.failed(part, job, cause);
          pump();
        });
  }

  private void end(Part part) {
    running--;
    part.running--;
    part.alone = false;
  }
}
