package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The deployments that can be reached from here, one folder for each. */
final class Deployments {
  private static final String KEY = "owner";
  private static final String FILE = "deployment.properties";

  private final Path folder;

  Deployments(Path state) {
    this.folder = state.resolve("deployments");
  }

  /** All of them, by name. */
  List<RememberedDeployment> all() throws ClientException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<RememberedDeployment> deployments = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().toList()) {
        if (Files.exists(each.resolve(FILE))) {
          of(new DeploymentName(each.getFileName().toString())).ifPresent(deployments::add);
        }
      }
    } catch (IOException e) {
      throw local(e);
    }
    return deployments;
  }

  /** The one of that name, if it is the one of that id. */
  Optional<RememberedDeployment> of(DeploymentName name, DeploymentId id) throws ClientException {
    return of(name).filter(remembered -> remembered.id().equals(id));
  }

  Optional<RememberedDeployment> of(DeploymentName name) throws ClientException {
    StateFile file = new StateFile(folder.resolve(name.value()).resolve(FILE));
    Optional<Map<String, String>> values = file.read();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RememberedDeployment(
              name,
              new DeploymentId(file.required(values.get(), "id")),
              file.required(values.get(), "registry"),
              Endpoint.of(
                  file.required(values.get(), "host"),
                  Integer.parseInt(file.required(values.get(), "port"))),
              Boolean.parseBoolean(values.get().getOrDefault("shared", "false"))));
    } catch (IllegalArgumentException e) {
      throw new ClientException(
          Kind.LOCAL, "'" + file.path() + "' is damaged: " + e.getMessage(), Optional.empty(), e);
    }
  }

  Credentials credentials(RememberedDeployment deployment) throws ClientException {
    Path keys = folder.resolve(deployment.name().value());
    try {
      return KeyStoreDirectory.open(keys)
          .load(KEY)
          .orElseThrow(() -> new IOException("the key in '" + keys + "' is gone"));
    } catch (IOException e) {
      throw local(e);
    }
  }

  void save(RememberedDeployment deployment, Credentials credentials) throws ClientException {
    Path keys = folder.resolve(deployment.name().value());
    try {
      KeyStoreDirectory.open(keys).save(KEY, credentials);
    } catch (IOException e) {
      throw local(e);
    }
    Map<String, String> values = new TreeMap<>();
    values.put("id", deployment.id().value());
    values.put("registry", deployment.registry());
    values.put("host", deployment.endpoint().host());
    values.put("port", Integer.toString(deployment.endpoint().port()));
    values.put("shared", Boolean.toString(deployment.shared()));
    new StateFile(keys.resolve(FILE)).write(values);
  }

  /** Forgets a deployment; the key last, so that an interrupted end can be taken up again. */
  void forget(DeploymentName name) throws ClientException {
    Path keys = folder.resolve(name.value());
    try {
      if (Files.isDirectory(keys)) {
        Files.deleteIfExists(keys.resolve(FILE));
        KeyStoreDirectory.open(keys).delete(KEY);
        Files.deleteIfExists(keys);
      }
    } catch (IOException e) {
      throw local(e);
    }
  }

  private static ClientException local(IOException e) {
    return new ClientException(Kind.LOCAL, String.valueOf(e.getMessage()), Optional.empty(), e);
  }
}
