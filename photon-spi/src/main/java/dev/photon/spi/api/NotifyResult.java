package dev.photon.spi.api;

/**
 * How a test notification went.
 *
 * @param detail for people; why not, where it was not sent
 */
public record NotifyResult(String target, String type, boolean sent, String detail) {}
