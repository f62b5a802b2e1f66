/**
 * Sends notifications: webhooks, signed as the Standard Webhooks specification says, and email.
 *
 * <p>Start at {@link dev.photon.core.notify.WebhookNotifierProvider} or {@link
 * dev.photon.core.notify.EmailNotifierProvider}; both are found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.photon.core.notify;

import org.jspecify.annotations.NullMarked;
