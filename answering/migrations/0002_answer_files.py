"""The files of answers before they are given, and the boxes drawn on them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import answering.models.file


class Migration(migrations.Migration):

    dependencies = [
        ('answering', '0001_drafts'),
        ('offices', '0002_search_text_without_limit'),
        ('requests_app', '0010_file_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('shelf', models.CharField(choices=[('responder', 'Con la respuesta'), ('denegar', 'Con la resolución'), ('recurso', 'Con la decisión del recurso'), ('cumplir', 'Con lo que ordenó el juzgado'), ('despues', 'Después de la respuesta')], max_length=10)),
                ('content', models.FileField(upload_to=answering.models.file._storage_name)),
                ('name', models.CharField(max_length=120, verbose_name='nombre')),
                ('media_type', models.CharField(max_length=100, verbose_name='tipo')),
                ('size', models.PositiveIntegerField(verbose_name='tamaño en bytes')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('readers', models.CharField(choices=[('internal', 'Solo la institución'), ('parties', 'La institución y la persona solicitante'), ('public', 'Cualquier persona')], default='parties', max_length=10, verbose_name='quién podrá verlo')),
                ('made_by', models.CharField(blank=True, choices=[('values_only_workbook', 'Solo los valores de lo que se ve'), ('without_metadata', 'Sin autor ni otros datos del archivo'), ('accepted_changes', 'Con los cambios aceptados y sin comentarios'), ('rerendered_pdf', 'Como imagen de lo que se ve'), ('redacted', 'Con partes tachadas')], max_length=30)),
                ('proof', models.JSONField(blank=True, default=dict)),
                ('uploaded_at', models.DateTimeField(verbose_name='subido')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_files', to='requests_app.informationrequest')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.institution')),
                ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='answering.answerfile')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'archivo de una respuesta',
                'verbose_name_plural': 'archivos de respuestas',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['info_request', 'shelf'], name='files_of_an_answer')],
            },
        ),
        migrations.CreateModel(
            name='RedactionBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField(verbose_name='página')),
                ('left', models.PositiveIntegerField()),
                ('top', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('ground', models.CharField(max_length=12, verbose_name='motivo')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ley y artículo')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boxes', to='answering.answerfile')),
            ],
            options={
                'verbose_name': 'recuadro',
                'verbose_name_plural': 'recuadros',
                'ordering': ['page', 'top', 'left', 'pk'],
            },
        ),
    ]
