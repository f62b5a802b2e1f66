/**
 * The agent of one datacenter: takes the parts of deployments and keeps their nodes as desired.
 *
 * <p>Start at {@link dev.photon.core.datacenter.DatacenterAgent}; how a datacenter joins the market
 * is {@link dev.photon.core.datacenter.DatacenterEnrolment}. The loop is {@code Controller}:
 * signal, observe, reconcile, act.
 */
@NullMarked
package dev.photon.core.datacenter;

import org.jspecify.annotations.NullMarked;
