package dev.photon.spi.api;

import dev.photon.crypto.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may make a call: the call's row in the table of authorization, which stands where the call
 * does. Nobody else may, and a call without a row may be made by nobody. Whether a thing that a
 * call names is the caller's own is looked up with the thing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Callers {
  /** The roles that may. */
  Role[] value();

  /** Whether a caller without a certificate may too, for a first contact. */
  boolean anyone() default false;

  /**
   * Whether the call changes something. Such a call is refused while it has not been heard for too
   * long what has been revoked.
   */
  boolean changes() default false;

  /** What an account of a metacenter must have been given at least; of others it is not asked. */
  Right right() default Right.OWN;
}
