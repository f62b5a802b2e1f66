package dev.photon.core.client;

import dev.photon.crypto.CertificateSummary;
import java.nio.file.Path;

/**
 * An account as it is kept here.
 *
 * @param isDefault whether it is the one that is meant where none is named
 * @param certificate its own, which says who it is
 * @param folder where it is kept, with its key
 */
public record KeptAccount(
    Account account, boolean isDefault, CertificateSummary certificate, Path folder) {}
