package dev.photon.core.client;

import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Nonce;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an owner hands to somebody who shall have access to a deployment. Whoever has it first can
 * accept it, so it is sent as a password is; {@link #toString} does not show its code.
 *
 * @param registry the name of the registry that the deployment belongs to
 * @param endpoint where its metacenter is reached
 * @param code proves that it is this invitation
 */
public record Invitation(String registry, DeploymentId id, Endpoint endpoint, Nonce code) {
  private static final int LONGEST = 700;
  private static final Pattern FORM =
      Pattern.compile(
          "photon-access:([a-z0-9.-]{1,253})/([a-z0-9-]{1,63})@"
              + "(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]{1,253})):([0-9]{1,5})/([0-9a-f]{64})");

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException if it is no invitation; the message does not quote it
   */
  public static Invitation parse(String text) {
    Matcher matcher = FORM.matcher(text.length() > LONGEST ? "" : text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("that is no invitation, or not all of one");
    }
    String host = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
    return new Invitation(
        matcher.group(1),
        new DeploymentId(matcher.group(2)),
        Endpoint.of(host, Integer.parseInt(matcher.group(5))),
        new Nonce(matcher.group(6)));
  }

  /** The whole of it, with its code, as a person hands it on. */
  public String text() {
    return "photon-access:" + registry + "/" + id + "@" + endpoint.address() + "/" + code.value();
  }

  @Override
  public String toString() {
    return "Invitation[" + id + " at " + endpoint.address() + "]";
  }
}
