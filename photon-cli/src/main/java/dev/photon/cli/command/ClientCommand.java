package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;

/** A command that needs accounts or servers: a client is opened for it, whose failures are told. */
interface ClientCommand extends Command {
  /** Runs it with a client on the state folder that was named; returns the exit status. */
  int run(Typed typed, Console console, PhotonClient client) throws CommandFailure, ClientException;

  @Override
  default int run(Typed typed, Console console) throws CommandFailure {
    try (PhotonClient client = Clients.open(typed, console)) {
      return run(typed, console, client);
    } catch (ClientException e) {
      throw Clients.failure(e);
    }
  }
}
