package io.orderlake.lakehouse.staging;

/** An object that lies in the staging area; one that is written again is another one. */
record StagedObject(String path, long length, long modifiedAt) {}
