"""What is sent to institutions that have nobody here, and where their addresses are from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('notifications', '0007_mail_of_bodies'),
        ('offices', '0005_calendar_changes'),
        ('requests_app', '0018_outside_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('former', models.EmailField(blank=True, max_length=254, verbose_name='dirección anterior')),
                ('address', models.EmailField(max_length=254, verbose_name='dirección')),
                ('source', models.CharField(max_length=300, verbose_name='de dónde sale')),
                ('entered_at', models.DateTimeField(verbose_name='anotada')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='address_changes', to='offices.office')),
            ],
            options={
                'verbose_name': 'dirección de una institución',
                'verbose_name_plural': 'direcciones de instituciones',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='an_address_says_its_source')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='dirección')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='por qué se envió')),
                ('made_at', models.DateTimeField(verbose_name='preparado')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests_app.timelineevent')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='requests_app.informationrequest')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='notifications.notification')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='off_system.sending')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'envío de un pedido',
                'verbose_name_plural': 'envíos de pedidos',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('event',), name='a_request_is_sent_once_for_each_arrival'), models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_second_sending_says_why')],
            },
        ),
    ]
