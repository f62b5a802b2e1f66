package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.event.QueueRuntime;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.spi.api.ApiException.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes that prove an address: mailed, shown, guessed, and not to be had without end. */
class AddressCodesTest {
  private static final String ADA = "ada@example.org";

  private final QueueRuntime runtime = new QueueRuntime(1);
  private final Store store = JdbcStore.open("jdbc:sqlite::memory:", "registry");
  private final List<String> mailed = new ArrayList<>();
  private final AddressCodes codes = new AddressCodes(store, runtime, this::send);
  private boolean down;
  private Runnable meanwhile = () -> {};

  private void send(String email, String code) throws IOException {
    if (down) {
      throw new IOException("no mail today");
    }
    mailed.add(email + " " + code);
    meanwhile.run();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String asked(String email) {
    refused(Status.CONFLICT, "address-unproven", () -> codes.require(email, Optional.empty()));
    return codeOf(mailed.get(mailed.size() - 1));
  }

  private static String codeOf(String mail) {
    return mail.substring(mail.indexOf(' ') + 1);
  }

  private void wrong(String email, String code) {
    refused(Status.DENIED, "wrong-code", () -> codes.require(email, Optional.of(code)));
  }

  @Test
  void theCodeThatWasMailedIsGoodForItsAddressHoweverItIsWritten() {
    String code = asked(ADA);
    assertThat(mailed).hasSize(1);
    assertThat(code).matches("[0-9]{4}-[0-9]{4}");
    wrong("eve@example.org", code);
    codes.require(ADA, Optional.of(code));
    codes.require(ADA, Optional.of(code.replace('-', ' ')));
  }

  @Test
  void fiveGuessesAreAll() {
    String code = asked(ADA);
    String other = code.equals("0000-0000") ? "0000-0001" : "0000-0000";
    for (int guess = 0; guess < 5; guess++) {
      wrong(ADA, other);
    }
    wrong(ADA, code);
  }

  @Test
  void aCodeEndsAfterTenMinutes() {
    String code = asked(ADA);
    runtime.advance(Duration.ofMinutes(10).plusSeconds(1));
    wrong(ADA, code);
  }

  @Test
  void mailIsNotSentWithoutEnd() {
    String first = asked(ADA);
    assertThat(asked(ADA)).isEqualTo(first);
    assertThat(mailed).hasSize(1);
    for (int i = 0; i < 59; i++) {
      asked("u" + i + "@example.org");
    }
    refused(
        Status.EXHAUSTED,
        "too-many-codes",
        () -> codes.require("one@more.example", Optional.empty()));
    runtime.advance(Duration.ofSeconds(61));
    asked(ADA);
    assertThat(mailed).hasSize(61);
    codes.require(ADA, Optional.of(codeOf(mailed.get(60))));
  }

  @Test
  void aSlowMailServerHoldsUpFew() {
    meanwhile =
        () -> {
          String another = mailed.size() + "@example.org";
          if (mailed.size() < 4) {
            asked(another);
          } else {
            refused(
                Status.EXHAUSTED, "too-many-codes", () -> codes.require(another, Optional.empty()));
          }
        };
    asked(ADA);
    assertThat(mailed).hasSize(4);
    meanwhile = () -> {};
    asked("later@example.org");
  }

  @Test
  void whatCannotBeMailedIsToldAndTriedAgain() {
    down = true;
    refused(Status.UNAVAILABLE, "mail-failed", () -> codes.require(ADA, Optional.empty()));
    down = false;
    codes.require(ADA, Optional.of(asked(ADA)));
  }
}
