package io.orderlake.launcher.verify;

import org.jspecify.annotations.Nullable;

/**
 * A reject whose change has not landed since.
 *
 * @param version the version that the change led to, where its original bytes still tell it
 */
record OpenReject(String eventId, @Nullable Long version) {}
