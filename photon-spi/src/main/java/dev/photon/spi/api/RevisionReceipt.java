package dev.photon.spi.api;

/**
 * A durable revision.
 *
 * @param number from 1; the same as before when the document changes nothing
 * @param after the sequence of the last event before it: what follows is about this revision
 */
public record RevisionReceipt(long number, long after) {}
