package dev.photon.core.client;

import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.MetacenterStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment that an account can reach.
 *
 * @param name what it is called: by its owner, or here if it is another's
 * @param created when; not known of another's
 * @param shared whether it is another's, who gives access
 * @param status what its metacenter says; empty when it was not created here or does not answer
 * @param trouble why there is no status, where that is not as it should be
 */
public record ListedDeployment(
    Account account,
    DeploymentName name,
    DeploymentId id,
    Optional<Instant> created,
    boolean shared,
    Optional<MetacenterStatus> status,
    Optional<String> trouble) {}
