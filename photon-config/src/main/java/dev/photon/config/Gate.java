package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import dev.photon.config.Reach.Rule;
import dev.photon.config.Reach.Way;
import java.util.Map;
import java.util.Optional;

/**
 * An exposed port of a service with its rules, ready to be asked. A rule that names the client goes
 * before one for anyone, because the client then finds the service by its name; of two that name
 * it, the first in the file counts.
 */
record Gate(
    ServiceName service,
    Expose expose,
    Optional<Rule> anyone,
    Map<ServiceName, Rule> local,
    Map<ServiceName, Rule> global) {

  static Gate of(Service service, int entry) {
    Expose expose = service.exposes().get(entry);
    Optional<Rule> anyone = Optional.empty();
    ImmutableMap.Builder<ServiceName, Rule> local = ImmutableMap.builder();
    ImmutableMap.Builder<ServiceName, Rule> global = ImmutableMap.builder();
    for (int i = 0; i < expose.to().size(); i++) {
      Rule rule = new Rule(service.name(), entry, expose, i);
      Client client = rule.lets();
      if (client instanceof Client.Anyone) {
        anyone = Optional.of(rule);
      } else if (client instanceof Client.LocalService named) {
        local.put(named.service(), rule);
      } else if (client instanceof Client.GlobalService named) {
        global.put(named.service(), rule);
      } else {
        throw new AssertionError(client);
      }
    }
    return new Gate(service.name(), expose, anyone, local.buildOrThrow(), global.buildOrThrow());
  }

  /** Whether and how the peer may pass; both ends are there. */
  Optional<Reach> reach(Peer from, Cluster to) {
    if (from instanceof Cluster client) {
      Optional<Reach> named = named(client, to);
      if (named.isPresent()) {
        return named;
      }
    }
    return anyone.map(rule -> new Reach(from, to, Way.PUBLIC, rule));
  }

  private Optional<Reach> named(Cluster from, Cluster to) {
    Optional<Rule> everywhere = Optional.ofNullable(global.get(from.service()));
    if (!from.datacenter().equals(to.datacenter())) {
      return everywhere.map(rule -> new Reach(from, to, Way.TUNNEL, rule));
    }
    Optional<Rule> here = Optional.ofNullable(local.get(from.service()));
    boolean earlier = here.isPresent() && everywhere.map(e -> before(here, e)).orElse(true);
    return (earlier ? here : everywhere).map(rule -> new Reach(from, to, Way.DIRECT, rule));
  }

  private static boolean before(Optional<Rule> here, Rule other) {
    return here.map(rule -> rule.client() < other.client()).orElse(false);
  }
}
