package dev.photon.config;

import java.util.Locale;
import java.util.Objects;

/**
 * That a peer may connect to a port of a cluster.
 *
 * @param rule what in the file says so
 */
public record Reach(Peer from, Cluster to, Way way, Rule rule) {

  /** How the connection gets there. */
  public enum Way {
    /** Within the datacenter, by the service's name. */
    DIRECT,
    /** By the service's name, too; gateways carry it from one datacenter to the other. */
    TUNNEL,
    /** To the public address that the datacenter gives the cluster. */
    PUBLIC;

    /** {@code direct}, {@code tunnel}, {@code public}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One entry of a {@code to}.
   *
   * @param entry where among the service's exposes, from 0
   * @param client where in the {@code to} of that, from 0
   */
  public record Rule(ServiceName service, int entry, Expose expose, int client) {

    /** Throws {@link IndexOutOfBoundsException} if {@code to} has no such client. */
    public Rule {
      if (entry < 0) {
        throw new IllegalArgumentException("entry must not be negative: " + entry);
      }
      Objects.checkIndex(client, expose.to().size());
    }

    /** Whom it lets in. */
    public Client lets() {
      return expose.to().get(client);
    }

    /** Its place in the canonical document: {@code services.db.expose[0].to[1]}. */
    public String path() {
      return "services." + service + ".expose[" + entry + "].to[" + client + "]";
    }
  }

  public Reach {
    if (!rule.service().equals(to.service())) {
      throw new IllegalArgumentException("a rule of " + rule.service() + " opens no " + to);
    }
  }

  /** Where the nodes listen. */
  public int port() {
    return rule.expose().port();
  }

  public Protocol protocol() {
    return rule.expose().proto();
  }
}
