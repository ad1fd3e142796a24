{{- define "lakehouse.pod" -}}
{{- $top := .top -}}
{{- $values := $top.Values -}}
metadata:
  labels:
    {{- include "orderlake.labels" $top | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  restartPolicy: Never
  serviceAccountName: {{ include "orderlake.serviceAccountName" $top }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $values.global.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- include "orderlake.podSecurity" $top | nindent 2 }}
  {{- include "orderlake.placement" $top | nindent 2 }}
  containers:
    - name: lakehouse
      image: {{ include "orderlake.image" $top }}
      imagePullPolicy: {{ $values.global.image.pullPolicy }}
      {{- include "orderlake.containerSecurity" $top | nindent 6 }}
      command:
        - /opt/spark/bin/spark-submit
      args:
        - --master
        - {{ $values.master | quote }}
        - --driver-memory
        - {{ $values.driverMemory }}
        {{- range $key, $value := $values.sparkConf }}
        - --conf
        - {{ printf "%s=%v" $key $value | quote }}
        {{- end }}
        - --class
        - io.orderlake.lakehouse.LakehouseJob
        - {{ $values.jar }}
        {{- include "lakehouse.options" . | nindent 8 }}
      env:
        - name: AWS_REGION
          value: {{ $values.global.aws.region }}
        - name: HOME
          value: /tmp
        - name: SPARK_LOCAL_DIRS
          value: /tmp/spark
        {{- range $values.extraEnv }}
        - {{ toYaml . | nindent 10 | trim }}
        {{- end }}
      {{- with $values.global.aws.credentialsSecret }}
      envFrom:
        - secretRef:
            name: {{ . }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- include "orderlake.mounts" $top | nindent 8 }}
  volumes:
    - name: tmp
      emptyDir: {}
    {{- include "orderlake.volumes" $top | nindent 4 }}
{{- end -}}

{{/* The job's own options: docs/lakehouse.md. */}}
{{- define "lakehouse.options" -}}
{{- $values := .top.Values -}}
- --job
- {{ join "," .job.run | quote }}
- --format
- {{ $values.format }}
- --catalog
- {{ $values.catalog }}
{{- range $key, $value := $values.catalogOptions }}
- --catalog-option
- {{ printf "%s=%v" $key $value | quote }}
{{- end }}
- --warehouse
- {{ $values.warehouse | default (printf "s3://%s/lake" $values.global.names.bucket) | quote }}
{{- if $values.global.tables }}
- --tables
- /etc/orderlake/tables/tables.yml
{{- end }}
{{- range .job.arguments }}
- {{ . | quote }}
{{- end }}
{{- end -}}
