package io.orderlake.lakehouse.staging;

/** An object in the staging area; an object that is written again is a new one. */
record StagedObject(String path, long length, long modifiedAt) {}
