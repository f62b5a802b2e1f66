package dev.photon.cli.view.graph;

/**
 * That two different vertices are connected.
 *
 * @param width how much room it takes where it passes through a row
 */
record Link(int from, int to, double width) {}
