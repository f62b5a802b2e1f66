package dev.photon.cli.command;

import dev.photon.cli.serve.DatacenterServer;
import dev.photon.cli.serve.Operator;
import dev.photon.cli.serve.PortRange;
import dev.photon.cli.view.Console;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.Region;
import dev.photon.core.plugin.Suggestion;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.PriceList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code photon datacenter serve}: the agent of a datacenter. */
final class DatacenterServe implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "datacenter serve",
            """
            Runs the agent of a datacenter: joins the market of a registry at which you have an
            account, offers what the backend has, and keeps the nodes of the deployments that it
            gets. Prints a line that begins with 'ready' when it serves. SIGTERM ends it; the nodes
            stay.
            """,
            List.of(
                "photon datacenter serve --name west --region us-west",
                "photon datacenter serve --name west --region us-west --option cpus=8 --price-cpu 0.02",
                "photon datacenter serve --name trial --region local --backend simulated"))
        .option(Options.text("NAME", "of the datacenter: a DNS label", "--name"))
        .option(Options.text("REGION", "where it is, such as us-west", "--region"))
        .option(Options.text("BACKEND", "its infrastructure (default: docker)", "--backend"))
        .option(
            Options.texts("NAME=VALUE", "an option of the backend; may be repeated", "--option"))
        .option(
            Options.text(
                "LIFETIME",
                "how long nodes are kept: short, medium, long (default: long)",
                "--commitment"))
        .option(Options.text("USD", "for a cpu and an hour (default: 0.01)", "--price-cpu"))
        .option(
            Options.text(
                "USD", "for a GiB of memory and an hour (default: 0.005)", "--price-memory"))
        .option(
            Options.text("USD", "for a GiB of disk and an hour (default: 0.0001)", "--price-disk"))
        .option(Servers.registry())
        .option(Servers.listen(Hosts.DATACENTER_PORT))
        .option(Servers.publicHost())
        .option(
            Options.text(
                "FIRST-LAST",
                "where services are exposed to anyone (default: 20000-29999)",
                "--public-ports"))
        .option(KeyOptions.passphraseFile())
        .option(KeyOptions.oldPassphraseFile())
        .option(KeyOptions.plainKeys())
        .option(StateFolder.option())
        .option(Servers.logLevel())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    String name = required(typed, "--name");
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw CommandFailure.usage(
          "--name: '" + name + "' is not a DNS label", "use 1 to 63 of a-z, 0-9 and '-'");
    }
    Region region = oneOf("--region", required(typed, "--region"), Region.values(), Region::text);
    Lifetime commitment =
        oneOf(
            "--commitment",
            typed.value("--commitment").orElse("long"),
            Lifetime.values(),
            Lifetime::text);
    PriceList prices =
        new PriceList.PerUnit(
            price(typed, "--price-cpu", "0.01"),
            price(typed, "--price-memory", "0.005"),
            price(typed, "--price-disk", "0.0001"));
    Endpoint listen = Servers.listen(typed, Hosts.DATACENTER_PORT);
    Operator operator = Servers.operator(typed, console);
    Map<String, String> backendOptions = Options.pairs(typed, "--option");
    PortRange ports = ports(typed);
    Path folder = StateFolder.of(typed, console).resolve("datacenters").resolve(name);
    DatacenterServer.Options options =
        new DatacenterServer.Options(
            folder,
            KeyOptions.of(typed, console, folder),
            operator,
            name,
            region,
            commitment,
            prices,
            typed.value("--backend").orElse("docker"),
            backendOptions,
            listen,
            Servers.publicHost(typed, listen),
            ports);
    return Servers.serve(
        typed,
        console,
        () -> DatacenterServer.start(options),
        server ->
            "datacenter "
                + server.endpoint().address()
                + " id "
                + server.id()
                + " registry "
                + operator.account().endpoint().address());
  }

  private static String required(Typed typed, String option) throws CommandFailure {
    Optional<String> given = typed.value(option);
    if (given.isEmpty()) {
      throw CommandFailure.usage(
          option + " is missing", "'photon datacenter serve --help' tells what can be typed");
    }
    return given.get();
  }

  private static long price(Typed typed, String option, String otherwise) throws CommandFailure {
    try {
      return Price.parse(typed.value(option).orElse(otherwise)).microDollarsPerHour();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          option + ": " + e.getMessage(), "give the price for an hour in dollars");
    }
  }

  private static PortRange ports(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--public-ports");
    if (given.isEmpty()) {
      return PortRange.DEFAULT;
    }
    try {
      String[] ends = given.get().split("-", 2);
      return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--public-ports: '" + given.get() + "' is not a range of ports",
          "write it as 30000-30999");
    }
  }

  private static <T> T oneOf(String option, String given, T[] values, Function<T, String> text)
      throws CommandFailure {
    for (T value : values) {
      if (text.apply(value).equals(given)) {
        return value;
      }
    }
    List<String> names = Arrays.stream(values).map(text).toList();
    throw CommandFailure.usage(
        option + ": there is no '" + given + "'",
        Suggestion.nearest(given, names).map(n -> "did you mean '" + n + "'? ").orElse("")
            + "there are: "
            + String.join(", ", names));
  }
}
