package io.orderlake.lakehouse.staging;

/** An object that cannot be read, and why. */
record CorruptObject(StagedObject object, String reason) {}
