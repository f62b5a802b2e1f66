package dev.photon.core.client;

import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterSummary;
import java.util.Optional;

/**
 * A deployment of an account.
 *
 * @param status what its metacenter says; empty when it was not created here or does not answer
 * @param trouble why there is no status, where that is not as it should be
 */
public record ListedDeployment(
    Account account,
    MetacenterSummary summary,
    Optional<MetacenterStatus> status,
    Optional<String> trouble) {}
