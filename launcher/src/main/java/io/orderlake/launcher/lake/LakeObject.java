package io.orderlake.launcher.lake;

import java.nio.file.Path;

/**
 * An object of the lake as a file on this machine.
 *
 * @param key the object's key in the bucket
 * @param file its file on this machine
 * @param bytes its size in bytes
 * @param landedAt the time at which it was stored, in milliseconds since 1970
 */
public record LakeObject(String key, Path file, long bytes, long landedAt) {}
