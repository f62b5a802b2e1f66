package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.ConnectionsView.Choice;
import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Origin;
import dev.photon.config.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsViewTest {
  private static final Choice ALLOWED = new Choice(Optional.empty(), false);

  @TempDir private Path folder;

  /** Two services in so many datacenters; b is open to a everywhere, and to anyone. */
  private DeploymentConfig deployment(int datacenters) throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            version: "0.1"
            services:
              a: {image: a}
              b: {image: b, expose: [{port: 80, as: 8080, to: [{global: true}, {service: a, global: true}]}]}
            deployment:
              datacenters:
            """);
    StringBuilder where = new StringBuilder();
    for (int i = 0; i < datacenters; i++) {
      text.append("    d" + i + ": {region: local, profiles: {s: {}}}\n");
      where.append("      d" + i + ": {profile: s, nodes: " + i % 2 + "}\n");
    }
    text.append("  services:\n    a:\n" + where + "    b:\n" + where);
    Path file = Files.writeString(folder.resolve("photon.yml"), text);
    return ConfigLoader.standard().load(file).value().orElseThrow();
  }

  private static Optional<Origin> origin(String path) {
    return path.equals("services.b.expose[0].to[1]")
        ? Optional.of(new Origin("photon.yml", 4, 60))
        : Optional.empty();
  }

  @Test
  void aRuleIsShownByItsLineWhereThatIsKnown() throws Exception {
    var view = new ConnectionsView(deployment(2), ConnectionsViewTest::origin, ALLOWED);

    assertThat(view.text(Style.PLAIN))
        .isEqualTo(
            """
            FROM             TO               PORT                   HOW     RULE
            anyone           b@d0 (no nodes)  80 http, outside 8080  public  services.b.expose[0].to[0]
            a@d0 (no nodes)  b@d0 (no nodes)  80 http                direct  photon.yml:4
            a@d1             b@d0 (no nodes)  80 http                tunnel  photon.yml:4
            anyone           b@d1             80 http, outside 8080  public  services.b.expose[0].to[0]
            a@d0 (no nodes)  b@d1             80 http                tunnel  photon.yml:4
            a@d1             b@d1             80 http                direct  photon.yml:4

            6 connections are allowed, nothing else; anyone includes the clusters of this deployment
            """);
    assertThat(OutputFormat.YAML.write(view.data()))
        .contains("    file: photon.yml\n    line: 4\n    column: 60\n", "complete: true\n");
  }

  @Test
  void whatIsShownHasABoundAndSaysSo() throws Exception {
    var view = new ConnectionsView(deployment(150), ConnectionsViewTest::origin, ALLOWED);

    assertThat(view.text(Style.PLAIN).lines()).hasSize(ConnectionsView.MOST + 3);
    assertThat(view.text(Style.PLAIN))
        .endsWith(
            "only the first 10000 are shown, there are more; name a service to see its own\n");
    assertThat(OutputFormat.JSON.write(view.data())).startsWith("{\n  \"complete\": false,\n");
  }

  @Test
  void allOfAServiceIsAllThatBeginsOrEndsThere() throws Exception {
    Choice choice = new Choice(Optional.of(ServiceName.of("b")), true);
    var view = new ConnectionsView(deployment(2), ConnectionsViewTest::origin, choice);

    assertThat(view.text(Style.PLAIN))
        .contains("b@d1             b@d1             80 http, outside 8080  public")
        .endsWith("10 of 10 pairs from or to b may connect\n");
  }
}
