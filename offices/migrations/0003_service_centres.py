"""Service centres: several counters per institution, each named and placed, with clerks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0002_search_text_without_limit'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='office',
            name='one_office_of_a_kind_per_institution',
        ),
        migrations.AddField(
            model_name='office',
            name='department',
            field=models.CharField(blank=True, max_length=60, verbose_name='departamento', default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='office',
            name='district',
            field=models.CharField(blank=True, max_length=60, verbose_name='distrito', default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='office',
            name='name',
            field=models.CharField(blank=True, max_length=120, verbose_name='nombre', default=''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='office',
            name='kind',
            field=models.CharField(choices=[('access', 'Oficina de Acceso a la Información Pública'), ('directorate', 'Dirección de Acceso a la Información Pública'), ('service_centre', 'Centro de Atención Ciudadana')], default='access', max_length=20, verbose_name='clase'),
        ),
        migrations.AlterField(
            model_name='post',
            name='duty',
            field=models.CharField(choices=[('officer', 'Encargado/a de acceso'), ('head', 'Jefe/a de oficina'), ('highest_authority', 'Máxima autoridad'), ('auditor', 'Auditor/a de la Dirección'), ('director', 'Director/a de Acceso'), ('clerk', 'Atención en centro ciudadano')], max_length=20, verbose_name='función'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'service_centre'), _negated=True), fields=('institution', 'kind'), name='one_office_of_a_kind_per_institution'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'service_centre')), fields=('name',), name='a_service_centre_has_a_name_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'service_centre'), _negated=True) | models.Q(('name', ''), _negated=True), name='a_service_centre_is_named'),
        ),
    ]
