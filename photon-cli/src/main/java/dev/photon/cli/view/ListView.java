package dev.photon.cli.view;

import dev.photon.core.client.ListedDeployment;
import java.time.Instant;
import java.util.List;

/** Shows the deployments of accounts. */
public final class ListView {
  private ListView() {}

  /** A table, or a sentence when there are none. */
  public static String text(List<ListedDeployment> deployments, Style style) {
    if (deployments.isEmpty()) {
      return "no deployments\n";
    }
    Table table = new Table("NAME", "ID", "PHASE", "READY", "REVISION", "REGISTRY", "NOTE");
    for (ListedDeployment each : deployments) {
      String simulated =
          each.status().filter(StatusView::simulated).map(s -> "simulated nodes").orElse("");
      table.row(
          each.name().value(),
          each.id().value(),
          each.status().map(s -> StatusView.phase(s.phase())).orElse(""),
          each.status().map(StatusView::ready).orElse(""),
          each.status().map(s -> Long.toString(s.revision())).orElse(""),
          each.account().endpoint().address(),
          each.trouble().orElse(each.shared() ? shared(simulated) : simulated));
    }
    return table.text(style);
  }

  private static String shared(String note) {
    return note.isEmpty() ? "of another" : "of another, " + note;
  }

  /** All of them for a program. */
  public static Data data(List<ListedDeployment> deployments) {
    return Data.fields().add("deployments", Data.items(deployments, ListView::data)).build();
  }

  private static Data data(ListedDeployment each) {
    Data.Builder data =
        Data.fields()
            .add("name", each.name().value())
            .add("id", each.id().value())
            .add("registry", each.account().endpoint().address())
            .addIfAny("created", each.created().map(Instant::toString))
            .add("shared", each.shared());
    each.status()
        .ifPresent(
            s ->
                data.add("phase", StatusView.phase(s.phase()))
                    .add("revision", s.revision())
                    .add("simulated", StatusView.simulated(s)));
    return data.addIfAny("trouble", each.trouble()).build();
  }
}
