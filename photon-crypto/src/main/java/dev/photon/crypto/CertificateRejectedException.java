package dev.photon.crypto;

import java.security.cert.CertificateException;

/**
 * A certificate, a chain or a signing request is not accepted, or may not be issued. The reason is
 * for programs, the message for people; neither ever has key material in it.
 */
public final class CertificateRejectedException extends CertificateException {
  private static final long serialVersionUID = 1;

  /** Why a certificate is rejected. */
  public enum Reason {
    /** More bytes or certificates than are read, or none. */
    SIZE,
    /** Not strict DER or PEM of the kind expected. */
    MALFORMED,
    /** A key too short, of another kind, on another curve, or not a valid key at all. */
    WEAK_KEY,
    /** A signature algorithm that is not accepted, such as SHA-1. */
    WEAK_SIGNATURE,
    /** A field or extension is not as the profile of its role says. */
    PROFILE,
    /** Not exactly the one URI and the DNS name that belong in it. */
    NAMES,
    /** The URI is not an identity. */
    IDENTITY,
    /** The extended usage is not that of the role, or not for the side it was presented at. */
    USAGE,
    /** The extended usage is more than the issuer has. */
    USAGE_NOT_NESTED,
    /** Does not lead to the trusted root. */
    UNTRUSTED,
    /** A signature does not match. */
    SIGNATURE,
    /** A name outside the issuer's constraints. */
    CONSTRAINTS,
    /** More issuers in a row than allowed. */
    PATH_LENGTH,
    /** Its time is over. */
    EXPIRED,
    /** Its time has not come. */
    NOT_YET_VALID,
    /** The root's own time is over, or has not come. */
    ROOT_EXPIRED,
    /** Revoked by its issuer. */
    REVOKED,
    /** It belongs to another registry. */
    FOREIGN_REGISTRY,
    /** Signed by somebody who may not sign for that identity. */
    WRONG_ISSUER,
    /** A signing certificate was presented to authenticate with. */
    AUTHORITY_AS_PEER,
    /** A good certificate of somebody else than the one that was called. */
    UNEXPECTED_PEER,
    /** The request is not signed with the key it is for, or not for this nonce. */
    NOT_PROVEN,
    /** A longer life than the role may have, or none. */
    LIFETIME,
    /** The issuer's clock stands before certificates that it has issued. */
    CLOCK,
    /** Another version of TLS than 1.3. */
    PROTOCOL
  }

  private final Reason reason;

  CertificateRejectedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  CertificateRejectedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
