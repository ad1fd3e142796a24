{{/* The pod template of a service; its security is that of the "restricted" Pod Security Standard. */}}
{{- define "orderlake.pod" -}}
metadata:
  labels:
    {{- include "orderlake.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A changed file does not change the pod by itself.
    checksum/tables: {{ .Values.global.tables | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "orderlake.serviceAccountName" . }}
  automountServiceAccountToken: false
  # Its variables look like settings of ours.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.global.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- include "orderlake.podSecurity" . | nindent 2 }}
  {{- include "orderlake.placement" . | nindent 2 }}
  containers:
    - name: {{ .Chart.Name }}
      image: {{ include "orderlake.image" . }}
      imagePullPolicy: {{ .Values.global.image.pullPolicy }}
      {{- include "orderlake.containerSecurity" . | nindent 6 }}
      ports:
        - name: http
          containerPort: {{ .Values.ports.http }}
        - name: management
          containerPort: {{ .Values.ports.management }}
      env:
        {{- include "orderlake.environment" . | trim | nindent 8 }}
      {{- with .Values.global.aws.credentialsSecret }}
      envFrom:
        - secretRef:
            name: {{ . }}
      {{- end }}
      {{- include "orderlake.probes" . | nindent 6 }}
      {{- if and (.Values.api).enabled (semverCompare ">=1.30-0" .Capabilities.KubeVersion.Version) }}
      lifecycle:
        preStop:
          # Requests still come until every node has heard that this pod is going.
          sleep:
            seconds: 5
      {{- end }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- include "orderlake.mounts" . | nindent 8 }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 1Gi
    {{- include "orderlake.volumes" . | nindent 4 }}
{{- end -}}

{{- define "orderlake.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .Values.runAsUser | default 65532 }}
  runAsGroup: {{ .Values.runAsUser | default 65532 }}
  fsGroup: {{ .Values.runAsUser | default 65532 }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "orderlake.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop:
      - ALL
{{- end -}}

{{/* Liveness never depends on progress: a restart mends no stream. Readiness does. */}}
{{- define "orderlake.probes" -}}
startupProbe:
  httpGet:
    path: /actuator/health/liveness
    port: management
  periodSeconds: 2
  timeoutSeconds: 3
  failureThreshold: 90
livenessProbe:
  httpGet:
    path: /actuator/health/liveness
    port: management
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
readinessProbe:
  httpGet:
    path: /actuator/health/readiness
    port: management
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end -}}

{{- define "orderlake.placement" -}}
{{- if .Values.priorityClassName }}
priorityClassName: {{ .Values.priorityClassName }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.topologySpread }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "orderlake.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "orderlake.mounts" -}}
{{- if .Values.global.tables }}
- name: tables
  mountPath: /etc/orderlake/tables
  readOnly: true
{{- end }}
{{- if (.Values.auth).existingSecret }}
- name: auth
  mountPath: /etc/orderlake/secrets
  readOnly: true
{{- end }}
{{- if .Values.persistence }}
- name: state
  mountPath: {{ .Values.persistence.mountPath }}
{{- end }}
{{- end -}}

{{- define "orderlake.volumes" -}}
{{- if .Values.global.tables }}
- name: tables
  configMap:
    name: {{ include "orderlake.name" . }}-tables
{{- end }}
{{- if (.Values.auth).existingSecret }}
- name: auth
  secret:
    secretName: {{ .Values.auth.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if and .Values.persistence (not .Values.persistence.enabled) }}
- name: state
  emptyDir: {}
{{- end }}
{{- end -}}
